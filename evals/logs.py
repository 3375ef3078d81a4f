"""How well logs and traces are read: extracted traffic against hand-made truth.

A data folder holds samples anywhere below it, each with `<sample>.truth.json`: `flows` of source, target, method,
template and count; a `class` marks traffic that is recognised but not a flow for a map. Conventions of the truth:
callers known by address only are `clients`, the system that wrote the log is `self`, a template `*` is not judged.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import msgspec

from extractors.logs import extractors
from mapgen.model.extraction import FileRole, LogExtractor
from mapgen.model.facts import AnyFact, TrafficObserved

TRUTH_SUFFIX = ".truth.json"
_HEAD = 65_536
_CALLER_CLASSES = ("crawler", "probe")
"""Classes that come from the caller alone; a truth that does not tell callers apart cannot judge them."""

FlowKey = tuple[str, str, str, str]
"""source, target, method, template, in the truth's conventions."""


class LogFile:
    """A sample as a `SourceFile`."""

    def __init__(self, path: Path, root: Path) -> None:
        self._path = path
        self.root = root.name
        self.path = path.relative_to(root).as_posix()
        self.role = FileRole.SOURCE
        self.size = path.stat().st_size

    def data(self) -> bytes:
        """The content."""
        return self._path.read_bytes()

    def text(self) -> str:
        """The content as text."""
        return self.data().decode("utf-8", "replace")

    def sibling(self, path: str) -> bytes | None:
        """Samples stand alone."""
        return None

    def siblings(self, pattern: str) -> list[str]:
        """Samples stand alone."""
        return []


class Score(msgspec.Struct):
    """Result of one sample. proposed: rows offered as flows; expected: flows of the truth; exact: found flows with
    the right count."""

    file: str
    format: str
    proposed: int = 0
    expected: int = 0
    right: int = 0
    found: int = 0
    exact: int = 0
    missed: list[FlowKey] = []
    extra: list[FlowKey] = []

    def line(self) -> str:
        """One line of the per-file table."""
        precision = self.right / self.proposed if self.proposed else 1.0
        recall = self.found / self.expected if self.expected else 1.0
        return f"{self.file:50} {self.format:18} P {precision:.2f} R {recall:.2f} exact {self.exact}/{self.found}"


def best_extractor(path: Path) -> LogExtractor:
    """The extractor that is surest about a file."""
    with path.open("rb") as raw:
        head = raw.read(_HEAD)
    return max(extractors(), key=lambda extractor: extractor.sniff(head, path.name))


def samples(data: Path) -> Iterator[tuple[Path, dict[str, Any]]]:
    """Every sample below a folder with its truth, in order."""
    for truth in sorted(data.rglob("*" + TRUTH_SUFFIX)):
        sample = truth.with_name(truth.name.removesuffix(TRUTH_SUFFIX))
        if sample.is_file():
            yield sample, json.loads(truth.read_text(encoding="utf-8"))


def score_file(sample: Path, truth: Mapping[str, Any], root: Path) -> Score:
    """Compare one sample's traffic with its truth."""
    extractor = best_extractor(sample)
    rows = list(observed(extractor.extract_log(str(sample), LogFile(sample, root))))
    flows = truth["flows"]
    anonymous = {flow["source"] for flow in flows} == {"clients"}
    ours: dict[FlowKey, tuple[int, bool]] = {}
    for row in rows:
        key = _key(row, anonymous)
        count, flow = ours.get(key, (0, False))
        is_flow = row.traffic_class == "flow" or (anonymous and row.traffic_class in _CALLER_CLASSES)
        ours[key] = count + row.count, flow or is_flow
    return _compare(Score(str(sample.relative_to(root)), extractor.name), ours, flows)


def observed(facts: Iterable[AnyFact]) -> Iterator[TrafficObserved]:
    """The traffic among facts."""
    return (fact for fact in facts if isinstance(fact, TrafficObserved))


def _key(row: TrafficObserved, anonymous: bool) -> FlowKey:
    """A row's key in the truth's conventions."""
    source = "clients" if anonymous or row.source_kind in ("ip", "clients") else row.source
    source = "user" if row.source_kind == "user" and not source else source
    target = "self" if row.target_kind == "self" else row.target
    if row.target_kind == "host" and row.method != "CONNECT":
        target = _without_port(target)
    return source, target, row.method, row.template


def _without_port(host: str) -> str:
    name, colon, port = host.rpartition(":")
    return name if colon and port.isdigit() else host


def _compare(score: Score, ours: dict[FlowKey, tuple[int, bool]], flows: list[dict[str, Any]]) -> Score:
    used: set[FlowKey] = set()
    for flow in flows:
        hits = [key for key in ours if key not in used and _fits(flow, key)]
        used.update(hits)
        is_flow = "class" not in flow
        proposed = any(ours[key][1] for key in hits)
        if is_flow:
            score.expected += 1
            loose = flow["template"].endswith("*")
            if hits and (proposed or loose):
                score.found += 1
                score.exact += sum(ours[key][0] for key in hits) == flow["count"]
            else:
                score.missed.append((flow["source"], flow["target"], flow["method"], flow["template"]))
        if proposed:
            score.proposed += 1
            score.right += is_flow
            if not is_flow:
                score.extra += hits[:1]
        elif is_flow and hits and flow["template"].endswith("*"):
            score.proposed += 1
            score.right += 1
    for key, (_, flow_like) in ours.items():
        if key not in used and flow_like:
            score.proposed += 1
            score.extra.append(key)
    return score


def _fits(flow: Mapping[str, Any], key: FlowKey) -> bool:
    source, target, method, template = key
    wanted = flow["target"]
    if source != flow["source"] or target not in (wanted, _without_port(wanted)):
        return False
    if flow["method"] and method and method != flow["method"]:
        return False
    pattern = flow["template"]
    if pattern.endswith("*") or template == "*":
        return template.startswith(pattern.rstrip("*")) or template == "*"
    return template == pattern or (not flow["method"] and flow.get("op_kind") in ("cache", "db", "tcp", "tls"))


def scores(data: Path) -> list[Score]:
    """The score of every sample below a folder."""
    return [score_file(sample, truth, data) for sample, truth in samples(data)]


def run(data: Path) -> dict[str, float]:
    """Metrics over a folder: `precision` of proposed flows, `recall` of expected ones, `counts_exact` (share of the
    found flows whose count is right), `files`."""
    all_scores = scores(data)
    proposed, expected = sum(s.proposed for s in all_scores), sum(s.expected for s in all_scores)
    found = sum(s.found for s in all_scores)
    return {
        "precision": round(sum(s.right for s in all_scores) / proposed, 4) if proposed else 1.0,
        "recall": round(found / expected, 4) if expected else 1.0,
        "counts_exact": round(sum(s.exact for s in all_scores) / found, 4) if found else 1.0,
        "files": float(len(all_scores)),
    }


def report(data: Path) -> Iterator[str]:
    """Per-file lines with what was missed and what was too much (for --verbose)."""
    for score in scores(data):
        yield score.line()
        yield from (f"    missed {' '.join(key)}" for key in score.missed)
        yield from (f"    extra  {' '.join(key)}" for key in score.extra)
