"""`mapgen explain`: every piece of evidence of a flow, and why it is believed."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from mapgen.cli.explanation import FlowExplanation
    from mapgen.model.evidence import Evidence


@click.command("explain", short_help="Show every piece of evidence of a flow and why it is believed.")
@click.argument("map_path", metavar="MAP", type=click.Path(path_type=Path))
@click.argument("flow")
@click.option("--format", "output_format", type=click.Choice(["text", "json"]), default="text", show_default=True)
def command(map_path: Path, flow: str, output_format: str) -> None:
    """Explain FLOW of MAP: in words, with every piece of evidence and how it adds up to the confidence.

    FLOW is an id (crm.contact.sync), a part of one (contact), or two systems ("crm->billing").
    """
    from mapgen.cli.explanation import explain, find_flows
    from mapgen.mapfile import read_map

    imap = read_map(map_path)
    made = [explain(found, imap) for found in find_flows(imap, flow)]
    if output_format == "json":
        click.echo(json.dumps([one.data() for one in made], indent=2, ensure_ascii=False))
        return
    for number, one in enumerate(made):
        if number:
            click.echo()
        _print(one)


def _print(one: FlowExplanation) -> None:
    click.echo("\n".join(_head(one)))
    if one.evidence and sys.stdout.isatty():
        _print_table(one.evidence)
    else:
        click.echo("\n".join(_evidence_lines(one)))
    click.echo("\n".join(_reasons(one)))


def _head(one: FlowExplanation) -> Iterator[str]:
    from mapgen.terminal import clean_line

    flow = one.flow
    yield f"{flow.id}  [{flow.status}]  confidence {flow.confidence:.2f}"
    yield clean_line(one.sentence)
    for label, value in (("Purpose", flow.purpose), ("Owner", flow.owner), ("Reason", flow.reason)):
        if value:
            yield clean_line(f"{label}: {value}")
    yield ""


def _evidence_lines(one: FlowExplanation) -> Iterator[str]:
    from mapgen.terminal import clean, clean_line

    yield f"Evidence ({len(one.evidence)}):"
    for item in one.evidence:
        yield f"  {item.kind:<7} {clean_line(place_of(item))}  weight {item.weight:.2f}  {clean_line(item.rule)}"
        if item.says:
            yield f"          {clean_line(item.says)}"
        yield from (f"          | {line.rstrip()}" for line in clean(item.excerpt).splitlines())
    if one.missing:
        yield f"  not in the lock file: {clean_line(', '.join(one.missing))}"


def _print_table(evidence: list[Evidence]) -> None:
    from rich.console import Console, Group
    from rich.table import Table
    from rich.text import Text

    from mapgen.terminal import clean, clean_line

    table = Table("Kind", "Where", "What it says", "Weight", title=f"Evidence ({len(evidence)})", title_justify="left")
    table.columns[1].overflow = "fold"
    table.columns[3].justify = "right"
    for item in evidence:
        said = Group(Text(clean_line(item.says or item.rule)), Text(clean(item.excerpt), style="dim"))
        table.add_row(Text(str(item.kind)), Text(clean_line(place_of(item))), said, f"{item.weight:.2f}")
    Console().print(table)


def place_of(item: Evidence) -> str:
    """`root/path:line`, with the number of observations when there are several."""
    line = f":{item.line}" if item.line else ""
    pointer = f" {item.pointer}" if item.pointer else ""
    count = f" ({item.count:,} times)" if item.count > 1 else ""
    return f"{item.root}/{item.path}{line}{pointer}{count}"


def _reasons(one: FlowExplanation) -> Iterator[str]:
    from mapgen.cli.explanation import agreement_of
    from mapgen.terminal import clean_line

    yield ""
    yield f"Confidence: {one.formula}"
    yield "  (the strongest weight of each kind of source counts; kinds are taken as independent)"
    yield f"Agreement: {agreement_of(one.views)}"
    yield from (f"Signal: {clean_line(signal)}" for signal in one.signals)
    advice = one.flow.recommendation
    if advice is not None:
        yield clean_line(f"Recommended connector: {advice.connector}" + _because(advice.because))
        yield from (f"  {clean_line(f'not {name}: {why}')}" for name, why in advice.refused.items())
        yield from (f"  {clean_line(f'warning: {warning}')}" for warning in advice.warnings)
        yield from (f"  {clean_line(f'to be answered: {question}')}" for question in advice.questions)


def _because(reasons: list[str]) -> str:
    return f", because {'; '.join(reasons)}" if reasons else ""
