"""`mapgen catalog`: look into the catalog, check one's own additions, ask what a value matches and why."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from mapgen.errors import InputError
from mapgen.terminal import clean, clean_line

if TYPE_CHECKING:
    from mapgen.catalog import Catalog

_FOLDERS = click.option(
    "--catalog",
    "folders",
    multiple=True,
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Also read this catalog folder (docs/catalog.md); may be repeated, the last one is strongest.",
)
_FORMAT = click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)


@click.group("catalog")
def command() -> None:
    """Look into the catalog of systems, constructs, data types and roles."""


@command.command("list")
@click.option("--kind", help="Only systems of this kind (crm, billing, broker, ...).")
@click.option("--search", help="Only systems whose id, name, aliases or hosts contain this text.")
@_FORMAT
@_FOLDERS
def list_systems(kind: str | None, search: str | None, form: str, folders: tuple[Path, ...]) -> None:
    """List the systems. Exit code 2 when the kind does not exist."""
    catalog = _load(folders)
    if kind is not None and kind not in catalog.kinds:
        raise InputError(f"no kind {clean_line(kind, 60)!r}", hint=f"known kinds: {', '.join(catalog.kinds)}")
    wanted = (search or "").lower()
    chosen = [
        system
        for system in catalog.systems.values()
        if (kind is None or system.kind == kind)
        and any(wanted in text.lower() for text in (system.id, system.name, *system.aliases, *system.hosts))
    ]
    if form == "json":
        _json([{"id": s.id, "name": s.name, "kind": s.kind, "layer": s.layer, "hosts": s.hosts} for s in chosen])
        return
    for system in chosen:
        click.echo(_row((system.id, 32), (system.kind, 22), (system.name, 0)))
    click.echo(f"{len(chosen)} of {len(catalog.systems)} systems", err=True)


@command.command("show")
@click.argument("ident", metavar="ID")
@_FORMAT
@_FOLDERS
def show(ident: str, form: str, folders: tuple[Path, ...]) -> None:
    """Show everything the catalog says about a system, a role or a data type."""
    from mapgen.catalog.describe import entry_of

    entry = entry_of(_load(folders), ident)
    if form == "json":
        _json(entry)
        return
    for line in _lines(entry):
        click.echo(clean(line))


@command.command("lint")
@click.argument("folders", nargs=-1, type=click.Path(path_type=Path), metavar="[DIR]...")
@_FORMAT
def lint_folders(folders: tuple[Path, ...], form: str) -> None:
    """Check catalog folders (without DIR: the bundled catalog). Exit code 1 when something must be mended."""
    from mapgen.catalog.lint import lint

    for folder in folders:
        if not folder.is_dir():
            raise InputError("is not a folder", where=str(folder))
    findings = lint(folders)
    if form == "json":
        _json([{"where": item.where, "rule": item.rule, "message": item.message} for item in findings])
    else:
        for item in findings:
            click.echo(clean_line(f"{item.where}: {item.message} [{item.rule}]"))
    click.echo(f"{len(findings)} findings" if findings else "nothing to mend", err=True)
    click.get_current_context().exit(1 if findings else 0)


@command.command("match")
@click.argument("value")
@click.option("--type", "declared_type", default="", help="Declared type, when VALUE is the name of a field.")
@_FORMAT
@_FOLDERS
def match_value(value: str, declared_type: str, form: str, folders: tuple[Path, ...]) -> None:
    """Say what VALUE matches and why. VALUE is a host, URL, `ecosystem:package`, image, environment or configuration
    key, webhook header, field or system name. Exit code 1 when nothing matches."""
    from mapgen.catalog.describe import explain

    answers = explain(_load(folders), value, declared_type)
    if form == "json":
        _json([{"as": answer.kind, "id": answer.id, "why": answer.why} for answer in answers])
    else:
        for answer in answers:
            click.echo(_row((answer.kind, 16), (answer.id, 24), (answer.why, 0)))
    if not answers:
        click.echo(f"nothing in the catalog matches {clean_line(value, 100)!r}", err=True)
    click.get_current_context().exit(0 if answers else 1)


def _load(folders: tuple[Path, ...]) -> Catalog:
    from mapgen.catalog import load_catalog

    return load_catalog(folders)


def _row(*cells: tuple[str, int]) -> str:
    return " ".join(clean_line(text).ljust(width) for text, width in cells)


def _json(value: Any) -> None:
    click.echo(json.dumps(value, ensure_ascii=True, indent=2))


def _lines(entry: Any, indent: int = 0) -> list[str]:
    """A plain, aligned rendering of nested mappings and lists."""
    pad = " " * indent
    made: list[str] = []
    for key, value in entry.items():
        if isinstance(value, dict):
            made += [f"{pad}{key}:", *_lines(value, indent + 2)]
        elif isinstance(value, list):
            made += [f"{pad}{key}:", *(f"{pad}  - {clean_line(_flat(item))}" for item in value)]
        else:
            made.append(f"{pad}{key}: {clean_line(str(value))}")
    return made


def _flat(item: Any) -> str:
    return ", ".join(f"{key} {value}" for key, value in item.items()) if isinstance(item, dict) else str(item)
