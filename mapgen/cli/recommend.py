"""`mapgen recommend`: the connector for a flow with its score sheet, or for all flows with the style of the map."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click


@click.command("recommend", short_help="Recommend connectors, with the score sheet and what to ask.")
@click.argument("map_path", metavar="MAP", type=click.Path(path_type=Path))
@click.argument("flow", required=False)
@click.option(
    "--what-if",
    "given",
    multiple=True,
    metavar="FACT=VALUE",
    help="A fact to reckon with: freshness=5s, volume=1M/day, pii=yes, developers=3; unknown forgets one. Repeatable.",
)
@click.option("--explain", is_flag=True, help="Also show what is assumed, and what would change the choice.")
@click.option(
    "--weights",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Your own weights, bands and limits (YAML), merged with the bundled ones.",
)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def command(
    map_path: Path, flow: str | None, given: tuple[str, ...], explain: bool, weights: Path | None, form: str
) -> None:
    """Recommend connectors for the flows of MAP.

    Without FLOW: a table of all flows, and the integration style of the whole map. With FLOW (an id, a part of one, or
    "crm->billing"): the decision checklist with every score, what is ruled out and why, what to ask, a runbook.
    """
    from mapgen.catalog import load_catalog
    from mapgen.cli.explanation import find_flows
    from mapgen.mapfile import read_map
    from mapgen.recommend.advice import advise_flow, advise_map
    from mapgen.recommend.book import load_book
    from mapgen.recommend.parse import parse_facts
    from mapgen.recommend.text import flow_lines, map_lines

    book, catalog = load_book(weights), load_catalog()
    facts, estate = parse_facts(given)
    imap = read_map(map_path)
    if flow is None:
        whole = advise_map(imap, catalog, book, facts, estate)
        _print(whole.data() if form == "json" else list(map_lines(whole, explain=explain)))
        return
    wanted = [advise_flow(one, imap, catalog, book, facts) for one in find_flows(imap, flow)]
    if form == "json":
        _print([one.data() for one in wanted])
        return
    for number, one in enumerate(wanted):
        _print([*([""] if number else []), *flow_lines(one, explain=explain)])


def _print(output: Any) -> None:
    """Lines as they are, anything else as JSON."""
    from mapgen.terminal import clean

    if isinstance(output, list) and all(isinstance(line, str) for line in output):
        click.echo("\n".join(clean(line).replace("\n", " ") for line in output))
    else:
        click.echo(json.dumps(output, indent=2, ensure_ascii=False))
