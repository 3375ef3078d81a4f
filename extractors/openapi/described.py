"""What every kind of specification says about itself: its title, where that stands, and the unit it describes."""

from __future__ import annotations

from typing import Any

from extractors.documents import Document
from extractors.openapi.servers import hosts
from mapgen.model.extraction import SourceFile
from mapgen.model.facts import UnitDeclared
from mapgen.model.location import Location

SPEC_SUFFIXES = (".json", ".yaml", ".yml")
"""File names a specification can have."""

_MAX_SUMMARY = 200
_GENERIC_STEMS = frozenset(("openapi", "swagger", "api", "spec", "index", "asyncapi", "schema", "main", "root"))


def title_of(data: dict[str, Any], path: str) -> str:
    """Title of a specification; the file's name when it has none."""
    info = data.get("info")
    title = info.get("title") if isinstance(info, dict) else None
    return first_line(title) or path.rpartition("/")[2].rpartition(".")[0]


def title_location(source: SourceFile, document: Document) -> Location:
    """Where the title of a specification stands."""
    return Location(root=source.root, path=source.path, line=document.line(("info", "title")), pointer="/info/title")


def spec_unit(source: SourceFile, document: Document, title: str, servers: tuple[str, ...]) -> UnitDeclared:
    """The described API as a unit that others can be joined to: by its title, its hosts or its file's name."""
    folder, _, file_name = source.path.rpartition("/")
    stem = file_name.rpartition(".")[0]
    named = stem if stem.lower() not in _GENERIC_STEMS else folder.rpartition("/")[2]
    aliases = [alias for alias in (*hosts(servers), named) if alias and alias != title]
    return UnitDeclared(
        location=title_location(source, document),
        rule="spec/unit",
        name=title,
        unit_kind="spec",
        aliases=tuple(dict.fromkeys(aliases)),
        deployed=False,
    )


def first_line(text: Any) -> str:
    """First line of a text, at most 200 characters; "" for anything that is no text."""
    return text.strip().partition("\n")[0][:_MAX_SUMMARY].strip() if isinstance(text, str) else ""
