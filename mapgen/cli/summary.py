"""The human summary of a draft: a table on standard error."""

from __future__ import annotations

from pathlib import Path

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from mapgen.model.flow import Flow
from mapgen.model.integration_map import CoverageNotice, IntegrationMap
from mapgen.terminal import clean

MAX_ROWS = 30
MAX_NAMES = 4


def print_summary(draft: IntegrationMap, output: Path | None) -> None:
    """Print what was found, what needs a look, what was not understood, and what to do next."""
    console = Console(stderr=True, highlight=False)
    if not console.is_terminal:
        console = Console(stderr=True, highlight=False, width=110)
    names = {system.id: clean(system.name) for system in draft.systems}
    if draft.flows:
        console.print(_table(draft.flows, names))
    if len(draft.flows) > MAX_ROWS:
        console.print(f"[dim]{MAX_ROWS} of {len(draft.flows)} flows shown, those that need a look first.[/dim]")
    _figures(console, draft)
    _coverage(console, draft)
    if output is not None:
        _next_steps(console, draft, output)


def _table(flows: list[Flow], names: dict[str, str]) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold", expand=False)
    table.add_column("from -> to", no_wrap=True, max_width=38, overflow="ellipsis")
    table.add_column("what", no_wrap=True, max_width=26, overflow="ellipsis")
    table.add_column("connector", no_wrap=True, min_width=9)
    table.add_column("sure", no_wrap=True, min_width=4, justify="right")
    table.add_column("look at", no_wrap=True, min_width=12)
    ranked = sorted(flows, key=lambda f: (not f.signals, f.tier.value, f.source, f.target, f.id))
    for flow in ranked[:MAX_ROWS]:
        arrow = "<->" if flow.two_way else "->"
        ends = f"{names.get(flow.source, flow.source)} {arrow} {names.get(flow.target, flow.target)}"
        what = flow.id.partition(".")[2]
        flags = ", ".join(flow.signals)
        table.add_row(
            escape(ends), escape(what), flow.connector.value, f"{flow.confidence:.2f}", f"[yellow]{flags}[/yellow]"
        )
    return table


def _figures(console: Console, draft: IntegrationMap) -> None:
    files = sum(root.files for root in draft.coverage.roots)
    core = sum(flow.tier.value == "core" for flow in draft.flows)
    console.print()
    console.print(
        f"[bold]{len(draft.systems)}[/bold] systems, [bold]{len(draft.flows)}[/bold] flows ({core} business, "
        f"{len(draft.flows) - core} platform), {len(draft.evidence)} pieces of evidence from {files} files"
    )
    if not draft.flows:
        console.print("No flow was found; the coverage statement in the lock file says what was read.")


def _coverage(console: Console, draft: IntegrationMap) -> None:
    """What the map does not show, in a few lines; the lock file holds the whole statement."""
    coverage = draft.coverage
    unread = sorted({language for root in coverage.roots for language in root.unsupported_languages})
    for title, found in (
        ("Not read (no extractor for the language)", unread),
        ("Hosts nobody in the estate or the catalog has", coverage.unresolved_hosts),
        ("Services the estate does not declare", coverage.unresolved_targets),
        ("Channels with one side only", coverage.one_sided_channels),
        ("Too little evidence to propose", coverage.weak_hypotheses),
    ):
        if found:
            more = f" and {len(found) - MAX_NAMES} more" if len(found) > MAX_NAMES else ""
            console.print(f"[bold]{title}:[/bold] {escape(clean(', '.join(found[:MAX_NAMES])))}{more}", soft_wrap=True)
    by_code: dict[str, list[CoverageNotice]] = {}
    for notice in coverage.notices:
        if notice.severity != "info":
            by_code.setdefault(notice.code, []).append(notice)
    for alike in by_code.values():
        first, count = alike[0], sum(notice.count for notice in alike)
        more = f" (and {count - 1} more like it)" if count > 1 else ""
        console.print(escape(clean(f"{first.severity}: {first.example}: {first.message}{more}")), soft_wrap=True)


def _next_steps(console: Console, draft: IntegrationMap, output: Path) -> None:
    place = escape(str(output))
    console.print(f"\nWrote [bold]{place}[/bold] and its lock file.", soft_wrap=True)
    if not draft.flows:
        return
    first = min(draft.flows, key=lambda f: (not f.signals, f.id))
    console.print("Next:")
    console.print(f"  mapgen explain {place} {escape(first.id)}", soft_wrap=True)
    console.print(f"  mapgen export {place} --format svg -o map.svg", soft_wrap=True)
