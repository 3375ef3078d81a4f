"""The changed neighbourhood as two small Mermaid pictures: how it was, how it is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from mapgen.compare.changes import MapDiff
from mapgen.compare.findings import CheckResult, FindingKind
from mapgen.compare.render.markup import label
from mapgen.model.flow import Flow

MAX_FLOWS = 30
"""More flows than this make a picture nobody reads."""

_RED, _GREEN, _ORANGE = "#b3261e", "#1a7f37", "#9a6700"


@dataclass(frozen=True, slots=True)
class _Line:
    flow: Flow
    color: str = ""


def before_after(result: CheckResult) -> tuple[str, str, str]:
    """Mermaid source of before and after (no fences; "" when there is nothing to draw), and a note on what is left out.

    Drawn are the new, vanished and changed flows, and the unchanged flows between their systems.
    """
    new = {f.flow.fingerprint: f.flow for f in result.of(FindingKind.NEW)}
    gone = {f.flow.fingerprint: f.flow for f in result.of(FindingKind.VANISHED)}
    changed = {f.flow.fingerprint for f in result.of(FindingKind.CHANGED)}
    pairs = [c for c in result.diff.changed_flows if c.after.fingerprint in changed]
    touched = [*new.values(), *gone.values(), *(p.before for p in pairs), *(p.after for p in pairs)]
    if not touched:
        return "", "", ""
    around = _around(result.diff, touched, MAX_FLOWS - len(new) - len(gone) - len(pairs))
    before = [*(_Line(f, _RED) for f in gone.values()), *(_Line(p.before, _ORANGE) for p in pairs), *map(_Line, around)]
    after = [*(_Line(f, _GREEN) for f in new.values()), *(_Line(p.after, _ORANGE) for p in pairs), *map(_Line, around)]
    left_out = max(len(before), len(after)) - MAX_FLOWS
    note = f"{left_out} more changed flows are in the tables, but not in the picture." if left_out > 0 else ""
    names = dict(result.diff.system_names)
    return _chart(before[:MAX_FLOWS], names), _chart(after[:MAX_FLOWS], names), note


def _around(diff: MapDiff, touched: Iterable[Flow], room: int) -> list[Flow]:
    ends = {end for flow in touched for end in (flow.source, flow.target)}
    same = [c.after for c in (*diff.same_flows, *diff.moved_flows)]
    return [flow for flow in same if {flow.source, flow.target} <= ends][: max(room, 0)]


def _chart(lines: Sequence[_Line], names: dict[str, str]) -> str:
    if not lines:
        return ""
    systems = sorted({end for line in lines for end in (line.flow.source, line.flow.target)})
    node = {system: f"s{number}" for number, system in enumerate(systems)}
    rows = ["flowchart LR"]
    rows += [f"  {node[system]}[{label(names.get(system, system))}]" for system in systems]
    rows += [f"  {node[line.flow.source]} -->|{_caption(line.flow)}| {node[line.flow.target]}" for line in lines]
    rows += [
        f"  linkStyle {number} stroke:{line.color},stroke-width:3px" for number, line in enumerate(lines) if line.color
    ]
    return "\n".join(rows)


def _caption(flow: Flow) -> str:
    what = flow.channels or flow.objects
    return label(f"{flow.connector}: {what[0]}" if what else flow.connector)
