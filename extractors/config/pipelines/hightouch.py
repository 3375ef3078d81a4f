"""Hightouch and Census as code: syncs from a warehouse model to a destination."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from extractors.config.common.base import ConfigExtractor, at
from extractors.config.common.documents import documents_of, line_of, mapping, yaml_documents
from extractors.config.common.flows import flow
from extractors.config.common.tree import as_list, get, text_at
from extractors.documents import Document
from mapgen.errors import DocumentError
from mapgen.model.extraction import SourceFile
from mapgen.model.facts import DataField, FlowDeclared
from mapgen.model.value import text


class ReverseEtl(ConfigExtractor):
    """Reads sync files with `model`/`source`, `destination` and `mappings`."""

    name = "config/reverse-etl"
    version = "1"
    description = "Hightouch and Census syncs"
    files = "any *.yaml with model, destination and mappings"
    example = "destination: salesforce"
    yields = "a sync from the warehouse to the destination (via Hightouch or Census) with its mapped fields"

    def accepts(self, path: str) -> bool:
        """YAML below a folder of the tool, or anywhere: the content decides."""
        return path.endswith((".yaml", ".yml"))

    def extract(self, source: SourceFile) -> Iterable[FlowDeclared]:
        """One flow per sync."""
        raw = source.data()
        if b"destination:" in raw and b"mappings:" in raw and (b"model:" in raw or b"source:" in raw):
            for document in documents_of(source):
                yield from _sync(source, document, raw)


def _sync(source: SourceFile, document: Document, raw: bytes) -> Iterator[FlowDeclared]:
    data = mapping(document)
    target = text_at(data, "destination", "type") or text_at(data, "destination")
    model = text_at(data, "model") or text_at(data, "source", "model") or text_at(data, "source", "object")
    mappings = as_list(data.get("mappings") or get(data, "config", "mappings"))
    if not target or not mappings:
        return
    is_census = b"census" in raw.lower() or "census" in source.path.lower()
    base = flow(
        at(source, line_of(document, ("destination",))),
        "reverse-etl/sync",
        text(_warehouse(source, text_at(data, "source", "connection") or text_at(data, "source"), model)),
        text(target.replace("-", " ").replace("_", " ")),
        "sync",
        transport="http",
        via="Census" if is_census else "Hightouch",
        objects=(model,) if model else (),
    )
    yield FlowDeclared(
        location=base.location,
        rule=base.rule,
        source=base.source,
        target=base.target,
        relation=base.relation,
        transport=base.transport,
        via=base.via,
        objects=base.objects,
        fields=tuple(_fields(document, mappings)),
    )


def _fields(document: Document, mappings: list[Any]) -> Iterator[DataField]:
    for index, item in enumerate(mappings):
        name = text_at(item, "to") or text_at(item, "destination_field")
        if name:
            yield DataField(name=name, line=line_of(document, ("mappings", index)))


def _warehouse(source: SourceFile, named: str, model: str) -> str:
    """The sync's own source, else the source of the model file beside it."""
    if named:
        return named.replace("-", " ").replace("_", " ")
    head = source.path.rpartition("/")[0].rpartition("/")[0]
    for path in source.siblings(f"{head}/models/*.y*ml" if head else "models/*.y*ml"):
        if path.rpartition("/")[2].partition(".")[0] == model and (raw := source.sibling(path)) is not None:
            try:
                found = text_at(yaml_documents(raw, path)[0].data, "source")
            except DocumentError:
                continue  # reported when that file itself is extracted
            return found.replace("-", " ").replace("_", " ") or "data warehouse"
    return "data warehouse"
