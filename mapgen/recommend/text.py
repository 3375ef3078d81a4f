"""Advice as text: the table of a map, and the decision checklist of a flow."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from mapgen.recommend.advice import FlowAdvice, MapAdvice
from mapgen.recommend.sensitivity import in_words
from mapgen.recommend.sheet import Mark, sums
from mapgen.recommend.style import TITLES, StyleAdvice


def flow_lines(advice: FlowAdvice, *, explain: bool) -> Iterator[str]:
    """The score sheet of one flow; `explain` adds what is assumed and which facts carry the choice."""
    yield from _head(advice)
    yield from _checklist(advice)
    yield from _section("Ruled out", _pairs(advice.recommendation.refused))
    yield from _section(
        "Not shown to be possible (unless somebody knows better)",
        _pairs({str(k): v for k, v in advice.choice.unproven.items()}),
    )
    facts = advice.recommendation.facts
    yield from _section("Known", [f"{fact}: {in_words(fact, value)}" for fact, value in facts.items()])
    if explain:
        assumed = advice.choice.assumed
        yield from _section("Assumed", [f"{fact}: {in_words(fact, value)}" for fact, value in assumed.items()])
        yield from _section("What would change it", advice.turns)
    yield from _section("To be asked", [question.sentence() for question in advice.questions])
    yield from _section("Watch out", advice.recommendation.warnings)
    yield from _section("Runbook", [f"{name.replace('_', ' ')}: {text}" for name, text in advice.runbook.items()])
    tools = [f"{tool.name}{' (in the map)' if tool.present else ''}" for tool in advice.tools]
    yield from _section("Tools", [", ".join(tools)] if tools else [])


def map_lines(advice: MapAdvice, *, explain: bool) -> Iterator[str]:
    """One row per flow, then the style of the whole map."""
    header = ("flow", "built as", "recommended", "runner-up", "to be asked")
    rows = [
        (
            one.flow.id,
            str(one.flow.connector),
            f"{one.recommendation.connector}{'' if one.agrees else ' *'}",
            str(one.recommendation.runner_up or "-"),
            ", ".join(question.fact for question in one.questions) or "-",
        )
        for one in advice.flows
    ]
    yield from _table([header, *rows])
    different = sum(not one.agrees for one in advice.flows)
    yield ""
    yield f"{len(rows)} flows; * {different} built otherwise than recommended{_left_out(advice)}"
    if rows:
        yield ""
        yield from style_lines(advice.style, explain=explain)


def _left_out(advice: MapAdvice) -> str:
    return f"; {advice.platform} flows of the platform itself left out" if advice.platform else ""


def style_lines(style: StyleAdvice, *, explain: bool) -> Iterator[str]:
    """The style with its reasons; `explain` adds the decision matrix."""
    after = f" (runner-up {TITLES[style.runner_up]})" if style.runner_up else ""
    yield f"Integration style: {TITLES[style.style]}{after}"
    yield from (f"  {reason}" for reason in style.because)
    if explain:
        yield ""
        options = list(style.totals)
        rows = [
            (line.title, f"x{line.weight:g}", *(str(line.scores[option]) for option in options)) for line in style.lines
        ]
        total = ("total", "", *(f"{style.totals[option]:g}" for option in options))
        yield from _table([("criterion", "weight", *options), *rows, total], indent=2)
    yield from _section("Ruled out", _pairs({TITLES[name]: why for name, why in style.refused.items()}))
    if style.unknown:
        yield f"Left out because unknown: {', '.join(style.unknown)} (give them with --what-if)"


def _head(advice: FlowAdvice) -> Iterator[str]:
    flow, made = advice.flow, advice.recommendation
    yield f"{flow.id}  {flow.source} -> {flow.target}  built as {flow.connector}"
    after = f", runner-up {made.runner_up}" if made.runner_up else ", nothing else passes its gate"
    yield f"Recommended: {made.connector}{after}{'' if advice.agrees else ' (not as built)'}"
    yield from (f"  {reason}" for reason in made.because)


def _checklist(advice: FlowAdvice) -> Iterator[str]:
    """Criteria x connectors; a range where unknown facts leave one."""
    yield ""
    yield "Decision checklist (score 1-5 x weight; a range where facts are unknown)"
    kinds = [kind for kind, _ in advice.choice.ranking]
    totals = sums(advice.sheet)
    rows = [
        (line.title, f"x{line.weight:g}", *(_mark(line.marks[kind]) for kind in kinds), ", ".join(line.facts))
        for line in advice.sheet
    ]
    total = [_range(totals[k].score, totals[k].low, totals[k].high) for k in kinds]
    yield from _table([("criterion", "weight", *map(str, kinds), "from"), *rows, ("total", "", *total, "")], indent=2)


def _mark(mark: Mark) -> str:
    return _range(mark.score, mark.low, mark.high)


def _range(score: float, low: float, high: float) -> str:
    return f"{score:g}" if low == high else f"{score:g} ({low:g}-{high:g})"


def _section(title: str, entries: Sequence[str]) -> Iterator[str]:
    if entries:
        yield ""
        yield f"{title}:"
        yield from (f"  {entry}" for entry in entries)


def _pairs(said: Mapping[str, str]) -> list[str]:
    return [f"{name}: {why}" for name, why in said.items()]


def _table(rows: Sequence[Sequence[str]], indent: int = 0) -> Iterator[str]:
    """Aligned columns, the first row underlined."""
    widths = [max(len(row[place]) for row in rows) for place in range(len(rows[0]))]
    for number, row in enumerate(rows):
        cells = "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        yield " " * indent + cells.rstrip()
        if number == 0:
            yield " " * indent + "  ".join("-" * width for width in widths)
