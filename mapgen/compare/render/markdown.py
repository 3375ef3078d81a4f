"""A check result as Markdown, for pull request comments and job summaries."""

from __future__ import annotations

from collections.abc import Iterator

from mapgen.compare.findings import CheckResult, Finding, FindingKind, Severity
from mapgen.compare.render.markup import code, prose
from mapgen.compare.render.picture import before_after
from mapgen.compare.render.words import TITLES, change_parts, place, summary

MARKER = "<!-- mapgen-check -->"
"""First line of every comment: by it a later run finds the comment that it replaces."""

MAX_CHARACTERS = 60_000
"""GitHub refuses comments over 65,536 characters."""

_ROWS = (40, 20, 10, 5, 0)
"""Rows per table, tried in this order until the comment is short enough; what is left out is counted."""

_MARKS = {Severity.ERROR: "🔴", Severity.WARNING: "🟠", Severity.INFO: "⚪"}
_OPEN = (FindingKind.NEW, FindingKind.VANISHED, FindingKind.CHANGED)
_CHANGES = 12


def render_markdown(result: CheckResult) -> str:
    """Verdict, one table per kind (what only informs is folded away), and the neighbourhood before and after."""
    texts = (_render(result, rows) for rows in _ROWS)
    return next((text for text in texts if len(text) <= MAX_CHARACTERS), _render(result, 0))


def _render(result: CheckResult, rows: int) -> str:
    verdict = "❌ **Integration map**" if result.failed else "✅ **Integration map**"
    parts = [MARKER, f"{verdict}: {summary(result)}", *_sections(result, rows), *(_pictures(result) if rows else ())]
    if result.failed:
        parts.append(
            "Draft the map again (`mapgen draft`), review what is new, and commit it with the change that caused it."
        )
    return "\n\n".join(parts) + "\n"


def _sections(result: CheckResult, rows: int) -> Iterator[str]:
    names = dict(result.diff.system_names)
    for kind in FindingKind:
        found = result.of(kind)
        if not found:
            continue
        table = _table(found, names, rows)
        if kind in _OPEN or kind in result.fail_on:
            yield f"#### {TITLES[kind]} ({len(found)})\n\n{table}"
        else:
            yield _folded(f"{TITLES[kind]} ({len(found)})", table)


def _table(found: tuple[Finding, ...], names: dict[str, str], rows: int) -> str:
    head = ["| | flow | data goes | connector | what | evidence |", "|---|---|---|---|---|---|"]
    lines = [*head, *(_row(item, names) for item in found[:rows])] if rows else []
    if len(found) > rows:
        lines.append(f"\n… {len(found) - rows} of {len(found)} not shown; the JSON output lists all.")
    return "\n".join(lines)


def _row(item: Finding, names: dict[str, str]) -> str:
    flow = item.flow
    ends = f"{code(names.get(flow.source, flow.source))} → {code(names.get(flow.target, flow.target))}"
    what = "<br>".join([prose(item.message), *_changes(item)])
    places = "<br>".join(code(place(piece)) for piece in item.evidence) or "none"
    return f"| {_MARKS[item.severity]} | {code(flow.id)} | {ends} | {flow.connector} | {what} | {places} |"


def _changes(item: Finding) -> Iterator[str]:
    for change in item.changes:
        parts = change_parts(change)
        more = f" and {len(parts) - _CHANGES} more" if len(parts) > _CHANGES else ""
        yield f"{change.name.replace('_', ' ')}: {', '.join(code(part) for part in parts[:_CHANGES])}{more}"


def _pictures(result: CheckResult) -> Iterator[str]:
    before, after, note = before_after(result)
    blocks = [
        f"**{title}**\n\n```mermaid\n{chart}\n```" for title, chart in (("Before", before), ("After", after)) if chart
    ]
    if blocks:
        yield _folded("The changed neighbourhood, before and after", "\n\n".join([*blocks, note] if note else blocks))


def _folded(title: str, body: str) -> str:
    return f"<details><summary>{title}</summary>\n\n{body}\n\n</details>"
