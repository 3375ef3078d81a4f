"""From the aggregate to facts: final templates, merged statuses, traffic classes, masked samples."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from extractors.logs.engine import histogram
from extractors.logs.engine.classes import classify
from extractors.logs.engine.event import FAILED
from extractors.logs.engine.masking import mask
from extractors.logs.engine.partial import Group, Key, Partial, template_counts
from extractors.logs.engine.templates import learn
from extractors.logs.engine.times import iso_utc
from mapgen.model.extraction import SourceFile
from mapgen.model.facts import Noticed, TrafficObserved, Transport
from mapgen.model.location import Location

MAX_ADDRESSES = 64
"""Source addresses kept apart; with more of them all become `clients`."""

MAX_MINOR_TEMPLATES = 25
"""Templates kept per caller, target and class of traffic that is not proposed; the others become one "*"."""

_RowKey = tuple[str, str, str, str, str, str, str, str]

_TRANSPORTS: dict[str, Transport] = {
    "http": "http",
    "grpc": "grpc",
    "rpc": "rpc",
    "tls": "unknown",
    "tcp": "unknown",
    "db": "database",
    "cache": "cache",
    "search": "search",
    "publish": "messaging",
    "consume": "messaging",
    "webhook": "http",
    "sync": "unknown",
    "cloud-api": "sdk",
    "object_storage": "object_storage",
    "graphql": "graphql",
    "email": "email",
}


class Row:
    """One fact in the making: the group totals of all statuses, with the statuses seen."""

    __slots__ = ("group", "statuses")

    def __init__(self, group: Group, status: int) -> None:
        self.group = group
        self.statuses = {status: group.count}

    def merge(self, group: Group, status: int) -> None:
        """Add a group of another status."""
        count = group.count
        self.group.merge(group)
        self.statuses[status] = self.statuses.get(status, 0) + count


def to_facts(
    partial: Partial, source: SourceFile, rule: str, show: Callable[[bytes], str] = mask
) -> Iterator[TrafficObserved | Noticed]:
    """The facts of a finished aggregate, in order of their first line. rule: name of the format.
    show: makes the displayable sample of a raw line. The aggregate is used up."""
    rows = _limit_minor(_classified(_rows(partial)))
    for key, row in sorted(rows.items(), key=lambda item: (item[1].group.line, item[0])):
        yield _traffic(key, row, source, rule, show)
    yield from _notices(partial, source, rule)


def _rows(partial: Partial) -> dict[Key, Row]:
    final = {
        (target, template): name
        for target, counts in template_counts(partial.groups).items()
        for template, name in learn(counts, partial.known).items()
    }
    addresses = {key[0] for key in partial.groups if key[1] == "ip"}
    crowded = len(addresses) > MAX_ADDRESSES
    rows: dict[Key, Row] = {}
    for key, group in partial.groups.items():
        template = final.get((key[2], key[6]), key[6])
        caller = ("clients", "clients") if crowded and key[1] == "ip" else key[:2]
        _add(rows, (*caller, *key[2:6], template, 0, key[8]), group, key[7])
    return rows


def _add(rows: dict[Key, Row], key: Key, group: Group, status: int) -> None:
    row = rows.get(key)
    if row is None:
        rows[key] = Row(group, status)
    else:
        row.merge(group, status)


def _classified(rows: dict[Key, Row]) -> dict[_RowKey, Row]:
    return {(*key[:7], key[8] or classify(key, row.statuses)): row for key, row in rows.items()}


def _limit_minor(rows: dict[_RowKey, Row]) -> dict[_RowKey, Row]:
    """Fold the long tail of traffic that is not proposed (assets, scans) into one row per caller and target."""
    kept: dict[_RowKey, Row] = {}
    seen: dict[tuple[str, ...], int] = {}
    for key, row in sorted(rows.items(), key=lambda item: (-item[1].group.count, item[0])):
        if key[7] != "flow":
            place = (*key[:4], key[7])
            seen[place] = seen.get(place, 0) + 1
            if seen[place] > MAX_MINOR_TEMPLATES:
                key = (*key[:5], "", "*", key[7])
        present = kept.get(key)
        if present is None:
            kept[key] = row
        else:
            present.group.merge(row.group)
            for status, count in row.statuses.items():
                present.statuses[status] = present.statuses.get(status, 0) + count
    return kept


def _traffic(key: _RowKey, row: Row, source: SourceFile, rule: str, show: Callable[[bytes], str]) -> TrafficObserved:
    caller, caller_kind, target, target_kind, operation, method, template, traffic_class = key
    group = row.group
    median, high = histogram.quantile(group.histogram, 0.5), histogram.quantile(group.histogram, 0.95)
    first, last = sorted((iso_utc(group.first), iso_utc(group.last)))
    return TrafficObserved(
        location=Location(root=source.root, path=source.path, line=group.line, end_line=group.line),
        rule=rule,
        source=caller,
        source_kind=caller_kind,
        target=target,
        target_kind=target_kind,
        transport=_TRANSPORTS.get(operation, "unknown"),
        method=method,
        template=template,
        count=group.count,
        errors=sum(count for status, count in row.statuses.items() if status >= 500 or status == FAILED),
        bytes=group.size,
        latency_ms=None if median is None or high is None else (round(median, 2), round(high, 2)),
        traffic_class=traffic_class,
        first_seen=first or last,
        last_seen=last,
        excerpt=show(group.sample),
    )


def _notices(partial: Partial, source: SourceFile, rule: str) -> Iterator[Noticed]:
    for reason, (count, line) in sorted(partial.rejected.items()):
        yield notice(source, rule, "log.rejected_lines", f"{count} lines left out: {reason}", line=line)
    if partial.collapsed:
        message = f"{partial.collapsed} groups were folded together to keep memory bounded; their paths are coarser"
        yield notice(source, rule, "log.collapsed", message)
    if partial.other and not partial.groups:
        yield notice(source, rule, "log.no_traffic", f"{partial.other} lines read, none shows a request", "info")


def notice(source: SourceFile, rule: str, code: str, message: str, severity: str = "warning", line: int = 0) -> Noticed:
    """A statement for the coverage report about this file. severity: info, warning or error."""
    level = {"info": "info", "error": "error"}.get(severity, "warning")
    return Noticed(
        location=Location(root=source.root, path=source.path, line=line, end_line=line),
        rule=rule,
        code=code,
        message=message,
        severity="info" if level == "info" else "error" if level == "error" else "warning",
    )
