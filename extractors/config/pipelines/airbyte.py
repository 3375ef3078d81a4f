"""Airbyte as code (Octavia folders): a connection file joins a source and a destination."""

from __future__ import annotations

from collections.abc import Iterable

from extractors.config.common.base import ConfigExtractor, at, below, folder
from extractors.config.common.documents import documents_of, line_of, mapping, yaml_documents
from extractors.config.common.flows import flow
from extractors.config.common.tree import as_list, get, text_at
from mapgen.errors import DocumentError
from mapgen.model.extraction import SourceFile
from mapgen.model.facts import FlowDeclared
from mapgen.model.value import text


class Airbyte(ConfigExtractor):
    """Reads `definition_type: connection` files and the source and destination files they name."""

    name = "config/airbyte"
    version = "1"
    description = "Airbyte connections as YAML"
    files = "any *.yaml with definition_type: connection"
    example = "source_configuration_path: sources/salesforce/configuration.yaml"
    yields = "a sync from the source's product to the destination's (via Airbyte), with the streams"

    def accepts(self, path: str) -> bool:
        """YAML; the content decides."""
        return path.endswith((".yaml", ".yml"))

    def extract(self, source: SourceFile) -> Iterable[FlowDeclared]:
        """One flow per connection."""
        raw = source.data()
        if b"definition_type" not in raw or b"connection" not in raw:
            return
        for document in documents_of(source):
            data = mapping(document)
            if text_at(data, "definition_type") != "connection":
                continue
            ends = [_product(source, text_at(data, f"{end}_configuration_path")) for end in ("source", "destination")]
            if not all(ends):
                continue
            streams = [
                text_at(item, "stream", "name")
                for item in as_list(get(data, "configuration", "sync_catalog", "streams"))
                if get(item, "config", "selected") is not False
            ]
            yield flow(
                at(source, line_of(document, ("source_configuration_path",))),
                "airbyte/connection",
                text(ends[0]),
                text(ends[1]),
                "sync",
                transport="database",
                via="Airbyte",
                objects=tuple(name for name in streams if name),
            )


def _product(source: SourceFile, path: str) -> str:
    """The product of a source or destination file, by its connector image."""
    for base in (folder(folder(folder(source.path))), folder(source.path), ""):
        found = below(base, path) if path else None
        raw = source.sibling(found) if found else None
        if found and raw is not None:
            try:
                documents = yaml_documents(raw, found)
            except DocumentError:
                return ""  # reported when that file itself is extracted
            image = text_at(documents[0].data, "definition_image") if documents else ""
            name = image.rpartition("/")[2].partition(":")[0]
            return name.removeprefix("source-").removeprefix("destination-").replace("-", " ")
    return ""
