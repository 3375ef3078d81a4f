"""The mergeable aggregate: groups of equal operations with counts, bytes, latency and their first line.

Memory is bounded: when the group table is full, path templates are learned from it and the table is rebuilt;
what still does not fit loses its path. Both are counted and end up in the coverage statement.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from extractors.logs.engine import histogram
from extractors.logs.engine.event import Event
from extractors.logs.engine.segments import careful_template, quick_template
from extractors.logs.engine.templates import KnownTemplates, learn

MAX_GROUPS = 60_000
"""Groups kept before the table is compressed."""

_MAX_TEMPLATES = 50_000
_SAMPLE_BYTES = 2_000

Sample = bytes | Callable[[], bytes]
"""A raw line, or a function that makes one when it is needed."""

Key = tuple[str, str, str, str, str, str, str, int, str]
"""source, source kind, target, target kind, transport, method, template, status, hint."""


class Group:
    """Totals of one key. line: 1-based line of the first member; sample: that line, raw; times as logged."""

    __slots__ = ("count", "first", "histogram", "last", "line", "sample", "size")

    def __init__(self, line: int, sample: Sample, time: str | bytes) -> None:
        self.count = 0
        self.size = 0
        self.histogram: histogram.Histogram = {}
        self.line = line
        self.sample = (sample() if callable(sample) else sample)[:_SAMPLE_BYTES]
        self.first: str | bytes = time
        self.last: str | bytes = time

    def merge(self, other: Group) -> None:
        """Add another group of the same key, which comes later in the file."""
        self.count += other.count
        self.size += other.size
        histogram.merge(self.histogram, other.histogram)
        if other.line < self.line:
            self.line, self.sample, self.first = other.line, other.sample, other.first
        else:
            self.last = other.last


class Partial:
    """Aggregate of one stretch of a log; `merge` joins stretches in file order."""

    def __init__(self, known: Sequence[str] = (), max_groups: int = MAX_GROUPS) -> None:
        self.groups: dict[Key, Group] = {}
        self.lines = 0
        self.other = 0
        self.rejected: dict[str, tuple[int, int]] = {}
        self.collapsed = 0
        self.known = KnownTemplates(known) if known else None
        self.max_groups = max_groups
        self.templates: dict[bytes, str] = {}
        self.paths: dict[str, str] = {}
        self.fast: dict[tuple[bytes, bytes, bytes, str, bytes], Group] = {}
        self._learned: dict[tuple[str, str], str] = {}

    def add(self, event: Event, line: int, sample: Sample) -> None:
        """Count one event seen at a line."""
        template = event.template
        if not template and event.path:
            template = self.paths.get(event.path) or self.template(event.path)
        key = (
            event.source,
            event.source_kind,
            event.target,
            event.target_kind,
            event.transport,
            event.method,
            template,
            event.status,
            event.hint,
        )
        group = self.groups.get(key)
        if group is None:
            group = self.open_group(key, line, sample, event.time)
        group.count += 1
        group.size += event.size
        group.last = event.time
        if event.ms >= 0:
            histogram.add(group.histogram, event.ms)

    def open_group(self, key: Key, line: int, sample: Sample, time: str | bytes) -> Group:
        """The group of a key, made when it is new; compresses the table when it is full."""
        group = self.groups.get(key)
        if group is None:
            if len(self.groups) >= self.max_groups:
                self.compress()
                key = self._renamed(key)
                group = self.groups.get(key)
            if group is None:
                group = self.groups[key] = Group(line, sample, time)
        return group

    def template(self, path: str) -> str:
        """First-stage template of a path, cached while it stays a constant."""
        template = self.template_of(path.encode("utf-8", "surrogatepass"))
        if template == path and len(self.paths) < _MAX_TEMPLATES:
            self.paths[path] = template
        return template

    def template_of(self, path: bytes) -> str:
        """First-stage template of a raw path; paths without doubtful identifiers are cached."""
        if self.known is not None and (known := self.known.match(path.decode("utf-8", "replace"))) is not None:
            return known
        quick = quick_template(path)
        found = self.templates.get(quick)
        if found is None:
            text = quick.decode("utf-8", "replace")
            found = careful_template(text)
            if found == text and len(self.templates) < _MAX_TEMPLATES and self.known is None:
                self.templates[quick] = found
        return found

    def reject(self, reason: str, line: int, count: int = 1) -> None:
        """Count lines that are no record, by reason; the first line is remembered."""
        known = self.rejected.get(reason)
        self.rejected[reason] = (count, line) if known is None else (known[0] + count, min(known[1], line))

    def merge(self, later: Partial) -> None:
        """Add the aggregate of the stretch that follows this one."""
        for key, group in later.groups.items():
            group.line += self.lines
            mine = self.groups.get(key)
            if mine is None:
                self.groups[key] = group
            else:
                mine.merge(group)
        for reason, (count, line) in later.rejected.items():
            self.reject(reason, line + self.lines, count)
        self.lines += later.lines
        self.other += later.other
        self.collapsed += later.collapsed
        if len(self.groups) > self.max_groups:
            self.compress()

    def compress(self) -> None:
        """Learn templates from the table and rebuild it; collapse wide nodes until it is half full.

        `fast`, where format loops remember groups by raw bytes, is emptied: its groups may be gone."""
        self.fast.clear()
        for fan_out in (0, 256, 64, 16, 4):
            self._rebuild(fan_out)
            if len(self.groups) <= self.max_groups // 2:
                return
        self._drop_paths()

    def _rebuild(self, fan_out: int) -> None:
        before = len(self.groups)
        for target, counts in template_counts(self.groups).items():
            for template, final in learn(counts, self.known, fan_out).items():
                if final != template:
                    self._learned[(target, template)] = final
        self._regroup()
        if fan_out:
            self.collapsed += before - len(self.groups)
        if len(self._learned) > 4 * self.max_groups:
            self._learned.clear()

    def _drop_paths(self) -> None:
        before = len(self.groups)
        rows = sorted(self.groups.items(), key=lambda item: (-item[1].count, item[0]))
        keep = self.max_groups // 2
        kept: dict[Key, Group] = dict(rows[:keep])
        for key, group in rows[keep:]:
            _put(kept, ("clients", "clients", *key[2:6], "*", *key[7:]), group)
        self.groups = kept
        self.collapsed += before - len(kept)

    def _regroup(self) -> None:
        rebuilt: dict[Key, Group] = {}
        for key, group in self.groups.items():
            _put(rebuilt, self._renamed(key), group)
        self.groups = rebuilt

    def _renamed(self, key: Key) -> Key:
        final = self._learned.get((key[2], key[6]))
        return key if final is None else (*key[:6], final, *key[7:])


def _put(groups: dict[Key, Group], key: Key, group: Group) -> None:
    present = groups.get(key)
    if present is None:
        groups[key] = group
    else:
        present.merge(group)


def template_counts(groups: Mapping[Key, Group]) -> dict[str, dict[str, int]]:
    """Requests by target and first-stage template (paths only)."""
    counts: dict[str, dict[str, int]] = {}
    for key, group in groups.items():
        if key[6].startswith("/"):
            of_target = counts.setdefault(key[2], {})
            of_target[key[6]] = of_target.get(key[6], 0) + group.count
    return counts
