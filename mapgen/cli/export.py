"""`mapgen export`: a map in another format."""

from __future__ import annotations

import sys
import webbrowser
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mapgen.errors import InputError, OutputError

if TYPE_CHECKING:
    from mapgen.export.base import Exporter, ExportOptions
    from mapgen.model.vocabulary import FlowStatus

ALL_STATUSES = "all"


@click.command("export")
@click.argument("map_file", metavar="[MAP]", required=False, type=click.Path(path_type=Path))
@click.option("-f", "--format", "format_name", metavar="NAME", help="Output format; --list shows them.")
@click.option("-o", "--output", type=click.Path(path_type=Path), help="File to write (default: standard output).")
@click.option("--status", "statuses", metavar="S[,S...]", help="Flow statuses to take, or `all`.")
@click.option("--view", metavar="VIEW", help="all, overview, focus:<system>, layer:<layer> or domain:<domain>.")
@click.option("--tier", type=click.Choice(["all", "core", "infra"]), default="all", show_default=True)
@click.option("--title", help="Heading of the document (default: the map's name).")
@click.option("--open", "open_it", is_flag=True, help="Open the written file.")
@click.option("--list", "list_formats", is_flag=True, help="List the formats.")
def command(
    map_file: Path | None,
    format_name: str | None,
    output: Path | None,
    statuses: str | None,
    view: str | None,
    tier: str,
    title: str | None,
    open_it: bool,
    list_formats: bool,
) -> None:
    """Write MAP as a document or picture.

    Takes accepted and edited flows; of a draft in which nothing is accepted yet, every flow that is not rejected.
    The format may be left out when the suffix of --output tells it.
    """
    if list_formats:
        _list_formats()
        return
    if map_file is None:
        raise click.UsageError("say which map to export: mapgen export MAP --format NAME")
    if open_it and output is None:
        raise click.UsageError("--open needs --output")
    from mapgen.export.base import ExportOptions, TierChoice

    exporter = _exporter(format_name, output)
    options = ExportOptions(statuses=_statuses(statuses), view=view, tier=TierChoice(tier), title=title)
    _write(_export(map_file, exporter, options), output)
    if output is not None and open_it:
        webbrowser.open(output.resolve().as_uri())


def _export(map_file: Path, exporter: Exporter, options: ExportOptions) -> bytes:
    from mapgen.export.selection import select
    from mapgen.export.views import filtered
    from mapgen.mapfile import read_map
    from mapgen.terminal import clean_line

    imap = read_map(map_file)
    for note in filtered(select(imap, options), options.view).notes:
        click.echo(f"mapgen: {clean_line(note)}", err=True)
    return exporter.export(imap, options)


def _exporter(name: str | None, output: Path | None) -> Exporter:
    from mapgen.export.registry import all_exporters, find_exporter

    if name is not None:
        return find_exporter(name)
    suffix = output.suffix.lower() if output else ""
    by_suffix = {exporter.suffix: exporter for exporter in all_exporters().values()}
    if suffix in by_suffix:
        return by_suffix[suffix]
    raise InputError("no format given", where="--format", hint="known: " + ", ".join(all_exporters()))


def _statuses(text: str | None) -> frozenset[FlowStatus] | None:
    from mapgen.model.vocabulary import FlowStatus

    if text is None:
        return None
    names = {name.strip().lower() for name in text.split(",") if name.strip()}
    if names == {ALL_STATUSES}:
        return frozenset(FlowStatus)
    known = {status.value for status in FlowStatus}
    if not names or names - known:
        wrong = ", ".join(sorted(names - known)) or "nothing"
        raise InputError(f"unknown status: {wrong}", where="--status", hint="known: all, " + ", ".join(sorted(known)))
    return frozenset(FlowStatus(name) for name in names)


def _write(content: bytes, output: Path | None) -> None:
    if output is not None:
        from mapgen.mapfile.atomic import write_files

        write_files([(output, content)])
        click.echo(f"mapgen: wrote {output}", err=True)
        return
    try:
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        raise OutputError(f"cannot write: {error.strerror or error}", where="standard output") from error


def _list_formats() -> None:
    from mapgen.export.registry import all_exporters

    for exporter in all_exporters().values():
        click.echo(f"{exporter.name:<10} {exporter.suffix:<10} {exporter.description}")
