"""dbt: what is loaded into the warehouse, what is read out of it, and which warehouse it is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path as FilePath
from typing import Any

from extractors.config.common.base import ConfigExtractor, at, folder, name_of
from extractors.config.common.documents import documents_of, line_of, mapping, yaml_documents
from extractors.config.common.flows import flow
from extractors.config.common.owner import folders_above
from extractors.config.common.placeholders import template
from extractors.config.common.tree import as_list, as_map, text_at
from extractors.documents import Document, load_yaml
from mapgen.catalog import load_catalog
from mapgen.errors import DocumentError
from mapgen.model.extraction import SourceFile
from mapgen.model.facts import AnyFact, StoreUsed, UnitDeclared
from mapgen.model.naming import words
from mapgen.model.value import Value, text

_TABLE = FilePath(__file__).with_name("dbt.yaml")
_REF = re.compile(r"(?:ref|source)\(\s*['\"]([^'\"]+)['\"](?:\s*,\s*['\"]([^'\"]+)['\"])?")
_FEEDS = re.compile(
    r"\b(?:[Ee]xport|[Ss]ync|[Ss]end|[Pp]ush|[Ll]oad|[Uu]pdate)\w*\b[^.\n]{0,80}?"
    r"\b(?:to|in|into)\s+([A-Z]\w+(?: [A-Z]\w+)?)"
)
_ADAPTER = re.compile(r"\bdbt-([a-z]+)\b")


@dataclass(frozen=True, slots=True)
class _Knowledge:
    adapters: dict[str, str]
    noise: frozenset[str]
    no_loader: frozenset[str]
    spellings: dict[str, str]


@lru_cache(maxsize=1)
def _knowledge() -> _Knowledge:
    [document] = load_yaml(_TABLE.read_bytes(), _TABLE.name)
    data = as_map(document.data)
    return _Knowledge(
        adapters={key: str(value) for key, value in as_map(data.get("adapters")).items()},
        noise=frozenset(as_list(data.get("noise"))),
        no_loader=frozenset(as_list(data.get("no_loader"))),
        spellings={key: str(value) for key, value in as_map(data.get("spellings")).items()},
    )


class Dbt(ConfigExtractor):
    """Reads `sources`, `exposures`, `dbt_project.yml` and `profiles.yml`."""

    name = "config/dbt"
    version = "1"
    description = "dbt projects: sources, exposures, profiles"
    files = "dbt_project.yml, profiles.yml, any *.yml with sources or exposures of a dbt project"
    example = "sources: [{name: salesforce_raw, loader: Fivetran}]"
    yields = (
        "a sync from each loaded product to the warehouse (via the loader); an exposure from the warehouse outwards"
    )

    def accepts(self, path: str) -> bool:
        """YAML; the content decides."""
        return path.endswith((".yml", ".yaml"))

    def extract(self, source: SourceFile) -> Iterable[AnyFact]:
        """The facts of one file."""
        name = name_of(source.path)
        if name in ("dbt_project.yml", "dbt_project.yaml"):
            return _project(source)
        raw = source.data()
        if name in ("profiles.yml", "profiles.yaml") and b"outputs:" in raw:
            return _profiles(source)
        if b"sources:" in raw or b"exposures:" in raw:
            project = project_folder(source)
            return _properties(source, project) if project is not None else ()
        return ()


def project_folder(source: SourceFile) -> str | None:
    """The folder of the dbt project a file belongs to."""
    for directory in folders_above(source.path):
        for name in ("dbt_project.yml", "dbt_project.yaml"):
            if source.sibling(f"{directory}/{name}" if directory else name) is not None:
                return directory
    return None


def _project(source: SourceFile) -> Iterator[AnyFact]:
    for document in documents_of(source):
        if name := text_at(document.data, "name"):
            yield UnitDeclared(
                location=at(source, line_of(document, ("name",))),
                rule="dbt/project",
                name=name,
                unit_kind="pipeline",
                directory=folder(source.path),
                aliases=tuple(dict.fromkeys(n for n in [name_of(folder(source.path))] if n and n != name)),
            )


def _profiles(source: SourceFile) -> Iterator[AnyFact]:
    for document in documents_of(source):
        for profile, data in mapping(document).items():
            for output, settings in as_map(as_map(data).get("outputs")).items():
                kind = text_at(settings, "type")
                if not kind:
                    continue
                key = next((key for key in ("host", "server", "account", "project") if text_at(settings, key)), "type")
                target = template(text_at(settings, "host") or text_at(settings, "server"))
                yield StoreUsed(
                    location=at(source, line_of(document, (profile, "outputs", output, key))),
                    rule="dbt/profile",
                    transport="database",
                    target=target if target.parts else text(_knowledge().adapters.get(kind, kind)),
                    access="both",
                )


def warehouse_of(source: SourceFile, project: str) -> Value | None:
    """The warehouse of a project: from its profile, else from the adapter package it depends on."""
    prefix = f"{project}/" if project else ""
    for pattern in ("profiles.y*ml", "*/profiles.y*ml"):
        for path in source.siblings(prefix + pattern):
            if kind := _profile_type(path, source.sibling(path) or b""):
                return text(_knowledge().adapters.get(kind, kind))
    for directory in folders_above(f"{prefix}x"):
        above = f"{directory}/" if directory else ""
        for pattern in ("requirements*.txt", "pyproject.toml", "Pipfile", "Dockerfile*", "packages.yml"):
            for path in source.siblings(above + pattern):
                for kind in _ADAPTER.findall((source.sibling(path) or b"").decode("utf-8", errors="replace")):
                    if kind in _knowledge().adapters:
                        return text(_knowledge().adapters[kind])
    return None


@lru_cache(maxsize=32)
def _profile_type(path: str, raw: bytes) -> str:
    try:
        documents = yaml_documents(raw, path)
    except DocumentError:
        return ""  # reported when that file itself is extracted
    for document in documents:
        for data in mapping(document).values():
            for settings in as_map(as_map(data).get("outputs")).values():
                if kind := text_at(settings, "type"):
                    return kind
    return ""


def _properties(source: SourceFile, project: str) -> Iterator[AnyFact]:
    warehouse = warehouse_of(source, project) or text("data warehouse")
    for document in documents_of(source):
        data = mapping(document)
        for index, item in enumerate(as_list(data.get("sources"))):
            yield from _source(source, document, index, item, warehouse)
        for index, item in enumerate(as_list(data.get("exposures"))):
            yield from _exposure(source, document, index, item, warehouse)


def _source(source: SourceFile, document: Document, index: int, item: Any, warehouse: Value) -> Iterator[AnyFact]:
    """A source that a tool loads, or that is called after a product we know."""
    name, loader = text_at(item, "name"), text_at(item, "loader")
    if loader.lower() in _knowledge().no_loader:
        loader = ""
    product = product_of(name) or product_of(text_at(item, "schema"))
    if not name or (not loader and product is None):
        return
    origin = product or (plain_name(name) if _copies_databases(loader) else loader)
    key = "loader" if loader else "name"
    tables = tuple(text_at(table, "name") for table in as_list(as_map(item).get("tables")))
    yield flow(
        at(source, line_of(document, ("sources", index, key))),
        "dbt/source",
        text(origin),
        warehouse,
        "sync",
        transport="database",
        via=loader if origin != loader else "",
        objects=tuple(table for table in tables if table),
    )


def _copies_databases(loader: str) -> bool:
    """An ELT tool loads a system called like the source; an event collector or a stage fills schemas of its own."""
    match = load_catalog().match_name(loader)
    if match is None:
        return bool(loader) and not any(adapter in loader.lower() for adapter in _knowledge().adapters)
    return match.system.kind == "etl"


def plain_name(name: str) -> str:
    """A source name without the words that only say where it is (`stripe_raw_prod` -> stripe)."""
    kept = [word for word in words(name) if word not in _knowledge().noise and not word.isdigit()]
    return " ".join(kept) or name


@lru_cache(maxsize=1024)
def product_of(name: str) -> str | None:
    """The catalog's product a source name stands for, if any."""
    whole = plain_name(name)
    for wanted in (whole, whole.rpartition(" ")[2], whole.partition(" ")[0]):
        if wanted in _knowledge().spellings:
            return _knowledge().spellings[wanted]
        match = load_catalog().match_name(wanted) if len(wanted) > 3 else None
        if match is not None:
            return match.system.name
    return None


def _exposure(source: SourceFile, document: Document, index: int, item: Any, warehouse: Value) -> Iterator[AnyFact]:
    """What leaves the warehouse: to the host of the exposure's address (an exposure without one names no system)."""
    url = text_at(item, "url")
    target = template(url)
    depends = [found for raw in as_list(as_map(item).get("depends_on")) for found in _REF.findall(str(raw))]
    if not target.parts:
        return
    product = _fed_product(text_at(item, "description"))
    tool = load_catalog().match_host(url.partition("://")[2].partition("/")[0])
    via = tool.system.name if tool is not None and product else ""
    yield flow(
        at(source, line_of(document, ("exposures", index, "url"))),
        "dbt/exposure",
        warehouse,
        text(product) if product and via else target,
        "exposure",
        transport="database",
        via=via,
        objects=tuple(dict.fromkeys(second or first for first, second in depends)),
    )


def _fed_product(description: str) -> str | None:
    """The product an exposure's description says it writes to (`Sync accounts to Salesforce`)."""
    for name in _FEEDS.findall(description[:2_000]):
        for wanted in (name, name.partition(" ")[0]):
            match = load_catalog().match_name(wanted)
            if match is not None:
                return match.system.name
    return None
