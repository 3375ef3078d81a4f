"""`mapgen draft`: the main job."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from mapgen.model.integration_map import IntegrationMap

DEFAULT_OUTPUT = Path("integration-map.yaml")


@click.command("draft", short_help="Draft the integration map of repositories, specs and logs.")
@click.argument("roots", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "--spec", "specs", multiple=True, type=click.Path(path_type=Path), help="An API specification (repeatable)."
)
@click.option(
    "--logs",
    multiple=True,
    type=click.Path(path_type=Path),
    help="A log or trace sample, or a folder of them (repeatable).",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    default=DEFAULT_OUTPUT,
    show_default=True,
    help="Where to write the map; its lock file goes beside it. '-' prints the map.",
)
@click.option(
    "--catalog",
    "catalogs",
    multiple=True,
    type=click.Path(path_type=Path),
    help="Your own catalog folder (repeatable).",
)
@click.option("--name", help="Name of the map (default: the first root's folder name).")
@click.option("--fresh", is_flag=True, help="Ignore decisions in an existing output file.")
@click.option("--include-tests", is_flag=True, help="Read tests, fixtures and examples too.")
@click.option("--jobs", type=click.IntRange(1, 64), help="Worker processes (default: one per core).")
@click.option("--no-cache", is_flag=True, help="Read every file again.")
@click.option("--quiet", "-q", is_flag=True, help="No progress and no summary.")
@click.option("--json-log", is_flag=True, help="Print the summary as one JSON line on standard error.")
def command(
    roots: tuple[Path, ...],
    specs: tuple[Path, ...],
    logs: tuple[Path, ...],
    output: Path,
    catalogs: tuple[Path, ...],
    name: str | None,
    fresh: bool,
    include_tests: bool,
    jobs: int | None,
    no_cache: bool,
    quiet: bool,
    json_log: bool,
) -> None:
    """Draft the integration map of ROOTS (folders of application or configuration repositories).

    \b
    mapgen draft .                                        this repository
    mapgen draft app/ config-repo/ --logs access.log      several sources, one map
    mapgen draft --spec partner-api.yaml -o partner.yaml  a new specification on its own

    When the output file exists, decisions in it (accepted, rejected, edited flows) are kept.
    """
    from mapgen.cli.options import use_catalogs
    from mapgen.draft.pipeline import DraftOptions, draft_estate
    from mapgen.errors import InputError, OutputError
    from mapgen.mapfile import dump_map, read_map, write_map
    from mapgen.scan import ScanOptions, progress_for

    if not roots and not specs and not logs:
        raise InputError("nothing to draft from", hint="give a folder, --spec or --logs; for example: mapgen draft .")
    use_catalogs(catalogs)
    to_stdout = str(output) == "-"
    if not to_stdout and not output.resolve().parent.is_dir():
        raise OutputError("there is no such folder", where=str(output.parent), hint="create it first")
    previous = None if fresh or to_stdout or not output.exists() else read_map(output)
    options = DraftOptions(
        scan=ScanOptions(include_tests=include_tests, jobs=jobs, cache=not no_cache),
        name=name,
    )
    with progress_for(quiet=quiet or json_log) as progress:
        draft = draft_estate(roots, specs, logs, previous=previous, options=options, progress=progress)
    if to_stdout:
        click.echo(dump_map(draft), nl=False)
    else:
        write_map(draft, output)
    if json_log:
        print(json.dumps(summary_of(draft, output)), file=sys.stderr)
    elif not quiet:
        from mapgen.cli.summary import print_summary

        print_summary(draft, None if to_stdout else output)


def summary_of(draft: IntegrationMap, output: Path) -> dict[str, object]:
    """The figures of a draft, for machines."""
    statuses: dict[str, int] = {}
    for flow in draft.flows:
        statuses[flow.status.value] = statuses.get(flow.status.value, 0) + 1
    return {
        "event": "draft.done",
        "output": str(output),
        "systems": len(draft.systems),
        "flows": len(draft.flows),
        "statuses": statuses,
        "evidence": len(draft.evidence),
        "files": sum(root.files for root in draft.coverage.roots),
        "notices": len(draft.coverage.notices),
        "undocumented": sum("undocumented" in f.signals for f in draft.flows),
        "dead": sum("dead" in f.signals for f in draft.flows),
    }
