"""`mapgen check`: has the estate drifted from the committed map?"""

from __future__ import annotations

from pathlib import Path

import click

_PATH = click.Path(path_type=Path)


@click.command("check", short_help="Re-draft and compare with the committed map; for CI.")
@click.argument("map_file", metavar="MAP", type=_PATH)
@click.argument("roots", nargs=-1, type=_PATH)
@click.option("--spec", "specs", multiple=True, type=_PATH, help="An API specification (repeatable).")
@click.option("--logs", multiple=True, type=_PATH, help="A log or trace sample, or a folder of them (repeatable).")
@click.option(
    "--format",
    "output_format",
    type=click.Choice(["text", "json", "markdown"]),
    default="text",
    show_default=True,
    help="Markdown is made for pull request comments.",
)
@click.option("-o", "--output", type=_PATH, help="Write the result to a file instead of standard output.")
@click.option(
    "--fail-on",
    default="new,vanished,changed",
    show_default=True,
    help="What fails the check: new, vanished, changed, unreviewed (comma-separated), all, or none.",
)
@click.option("--catalog", "catalogs", multiple=True, type=_PATH, help="Your own catalog folder (repeatable).")
@click.option("--include-tests", is_flag=True, help="Read tests, fixtures and examples too.")
@click.option("--jobs", type=click.IntRange(1, 64), help="Worker processes (default: one per core).")
@click.option("--no-cache", is_flag=True, help="Read every file again.")
@click.option("--quiet", "-q", is_flag=True, help="No progress.")
@click.pass_context
def command(
    ctx: click.Context,
    map_file: Path,
    roots: tuple[Path, ...],
    specs: tuple[Path, ...],
    logs: tuple[Path, ...],
    output_format: str,
    output: Path | None,
    fail_on: str,
    catalogs: tuple[Path, ...],
    include_tests: bool,
    jobs: int | None,
    no_cache: bool,
    quiet: bool,
) -> None:
    """Draft again from ROOTS (default: the current folder) and compare with MAP, which stays as it is.

    \b
    mapgen check integration-map.yaml .
    mapgen check integration-map.yaml . --fail-on all --format markdown -o comment.md

    Give the same folders, specs and logs that the map was drafted from. Exit codes: 0 no drift that fails the check,
    1 drift found, 2 bad input, 3 the result could not be written.
    """
    from mapgen.cli.options import use_catalogs
    from mapgen.compare.drift import check_drift
    from mapgen.compare.findings import parse_fail_on
    from mapgen.compare.render import RENDERERS
    from mapgen.draft.pipeline import DraftOptions, draft_estate
    from mapgen.mapfile import read_map
    from mapgen.mapfile.atomic import write_files
    from mapgen.scan import ScanOptions, progress_for

    kinds = parse_fail_on(fail_on)
    committed = read_map(map_file)
    if not roots and not specs and not logs:
        roots = (Path(),)
    use_catalogs(catalogs)
    options = DraftOptions(scan=ScanOptions(include_tests=include_tests, jobs=jobs, cache=not no_cache))
    with progress_for(quiet=quiet) as progress:
        redrafted = draft_estate(roots, specs, logs, options=options, progress=progress)
    result = check_drift(committed, redrafted, kinds, logs_read=bool(logs))
    rendered = RENDERERS[output_format](result)
    if output is None:
        click.echo(rendered, nl=False)
    else:
        write_files([(output, rendered.encode())])
    ctx.exit(result.exit_code)
