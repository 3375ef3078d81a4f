"""The human summary of a draft: a table on standard error."""

from __future__ import annotations

from pathlib import Path

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from mapgen.model.flow import Flow
from mapgen.model.integration_map import IntegrationMap
from mapgen.terminal import clean

MAX_ROWS = 40


def print_summary(draft: IntegrationMap, output: Path | None) -> None:
    """Print what was found, what needs a look, what was not understood, and what to do next."""
    console = Console(stderr=True, highlight=False)
    names = {system.id: system.name for system in draft.systems}
    console.print(_table(draft.flows, names))
    if len(draft.flows) > MAX_ROWS:
        console.print(f"  {MAX_ROWS} of {len(draft.flows)} flows shown, the ones that need a look first.")
    _notes(console, draft)
    if output is not None:
        console.print(f"\nWrote [bold]{escape(str(output))}[/bold] and its lock file. Next:")
        first = draft.flows[0].id if draft.flows else "FLOW"
        console.print(f"  mapgen explain {escape(str(output))} {escape(first)}")
        console.print(f"  mapgen export {escape(str(output))} --format svg -o map.svg")


def _table(flows: list[Flow], names: dict[str, str]) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    for title in ("flow", "from", "to", "connector", "sure", "look at"):
        table.add_column(title, no_wrap=title in ("connector", "sure"), overflow="fold")
    ranked = sorted(flows, key=lambda f: (not f.signals, f.tier.value, f.id))
    for flow in ranked[:MAX_ROWS]:
        cells = (flow.id, names.get(flow.source, flow.source), names.get(flow.target, flow.target))
        table.add_row(
            *(escape(clean(cell)) for cell in cells),
            flow.connector.value,
            f"{flow.confidence:.2f}",
            ", ".join(flow.signals),
        )
    return table


def _notes(console: Console, draft: IntegrationMap) -> None:
    coverage = draft.coverage
    core = sum(f.tier.value == "core" for f in draft.flows)
    console.print(
        f"\n[bold]{len(draft.systems)}[/bold] systems, [bold]{len(draft.flows)}[/bold] flows "
        f"({core} business, {len(draft.flows) - core} platform), {len(draft.evidence)} pieces of evidence "
        f"from {sum(root.files for root in coverage.roots)} files."
    )
    unknown = sorted({language for root in coverage.roots for language in root.unsupported_languages})
    if unknown:
        console.print(f"Not read: {escape(', '.join(unknown))} (languages without an extractor yet).")
    for title, found in (
        ("Unresolved hosts", coverage.unresolved_hosts),
        ("Services the estate does not declare", coverage.unresolved_targets),
        ("Channels with one side only", coverage.one_sided_channels),
    ):
        if found:
            more = f" and {len(found) - 5} more" if len(found) > 5 else ""
            console.print(f"{title}: {escape(clean(', '.join(found[:5])))}{more}")
    worth = [n for n in coverage.notices if n.severity != "info"]
    for notice in worth[:8]:
        example = escape(clean(notice.example))
        console.print(f"{notice.severity}: {escape(clean(notice.message))} ({notice.count}x, e.g. {example})")
