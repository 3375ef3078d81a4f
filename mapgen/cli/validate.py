"""`mapgen validate`: check a map file, or print the schema of map files."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from mapgen.mapfile import CheckedMap, Problem


@click.command("validate", short_help="Check a map file.")
@click.argument("map_path", metavar="MAP", required=False, type=click.Path(path_type=Path))
@click.option("--schema", is_flag=True, help="Print the JSON Schema of map files instead.")
@click.option("--strict", is_flag=True, help="Fail on warnings too.")
@click.option("--format", "output_format", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.pass_context
def command(ctx: click.Context, map_path: Path | None, schema: bool, strict: bool, output_format: str) -> None:
    """Check MAP: structure, known values, references between its parts, and the lock file beside it.

    Every problem is printed as FILE:LINE: SEVERITY: FIELD: what is wrong; what would be right.
    Exit codes: 0 valid, 1 problems found, 2 not readable as a map at all.
    """
    if schema:
        from mapgen.model.schema import json_schema

        click.echo(json.dumps(json_schema(), indent=2, ensure_ascii=False))
        return
    if map_path is None:
        raise click.UsageError("give the MAP to check, or --schema")
    from mapgen.mapfile import check_map

    checked = check_map(map_path)
    if output_format == "json":
        click.echo(json.dumps(_as_data(checked), indent=2, ensure_ascii=False))
    else:
        _print(checked)
    if checked.errors or (strict and checked.problems):
        ctx.exit(1)


def _print(checked: CheckedMap) -> None:
    from mapgen.terminal import clean_line

    for problem in checked.problems:
        click.echo(clean_line(f"{_place(checked.path, problem)}: {problem.severity}: {problem}"))
    print(f"{clean_line(str(checked.path))}: {_verdict(checked)}", file=sys.stderr)


def _place(path: Path, problem: Problem) -> str:
    return f"{path}:{problem.line}" if problem.line else str(path)


def _verdict(checked: CheckedMap) -> str:
    warnings = len(checked.problems) - len(checked.errors)
    found = f"{len(checked.errors)} errors, {warnings} warnings"
    if checked.imap is None or checked.errors:
        return f"not valid: {found}"
    return f"valid: {len(checked.imap.systems)} systems, {len(checked.imap.flows)} flows, {warnings} warnings"


def _as_data(checked: CheckedMap) -> dict[str, object]:
    rows = [
        {
            "severity": problem.severity,
            "line": problem.line,
            "field": problem.field,
            "message": problem.message,
            "hint": problem.hint,
        }
        for problem in checked.problems
    ]
    return {"path": str(checked.path), "valid": not checked.errors, "problems": rows}
