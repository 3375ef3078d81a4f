"""A check result as plain text, for terminals and logs."""

from __future__ import annotations

from collections.abc import Iterator

from mapgen.compare.findings import CheckResult, Finding, FindingKind
from mapgen.compare.render.words import TITLES, change_parts, names_of, place, summary

_COUNT_ONLY = 20
"""Kinds that never fail are cut to this many lines; the rest is counted."""


def render_text(result: CheckResult) -> str:
    """One block per kind of finding, one line per flow, the evidence below it; the summary last."""
    return "\n".join([*_blocks(result), summary(result)]) + "\n"


def _blocks(result: CheckResult) -> Iterator[str]:
    names = names_of(result.diff)
    for kind in FindingKind:
        found = result.of(kind)
        if not found:
            continue
        shown = found if kind in result.fail_on else found[:_COUNT_ONLY]
        yield f"{TITLES[kind]} ({len(found)})"
        for item in shown:
            yield from _lines(item, names)
        if len(shown) < len(found):
            yield f"  ... and {len(found) - len(shown)} more (--format json lists all)"
        yield ""


def _lines(item: Finding, names: dict[str, str]) -> Iterator[str]:
    flow = item.flow
    mark = "x" if item.fails else "-"
    ends = f"{names.get(flow.source, flow.source)} -> {names.get(flow.target, flow.target)}"
    yield f"  {mark} {flow.id}: {ends} ({flow.connector}) {item.message}"
    for change in item.changes:
        yield f"      {change.name}: {'; '.join(change_parts(change))}"
    if item.evidence:
        yield f"      see {', '.join(place(piece) for piece in item.evidence)}"
