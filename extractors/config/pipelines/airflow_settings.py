"""Airflow connections kept in files (`airflow_settings.yaml`, connection exports)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from extractors.config.common.base import ConfigExtractor, at, name_of, property_set
from extractors.config.common.documents import documents_of, json_document, line_of, mapping
from extractors.config.common.tree import Path, as_list, as_map, get, scalar, text_at
from extractors.documents import Document
from mapgen.model.extraction import SourceFile
from mapgen.model.facts import ConfigSet
from mapgen.model.value import text

_FILE = re.compile(r"airflow_settings.*\.ya?ml|(?:airflow[_-])?connections\.(?:ya?ml|json)")


class AirflowSettings(ConfigExtractor):
    """Reads connections as properties `airflow.connections.<id>`."""

    name = "config/airflow"
    version = "1"
    description = "Airflow connection files"
    files = "airflow_settings.yaml, connections.yaml, connections.json"
    example = "conn_id: warehouse"
    yields = "a property `airflow.connections.<id>` with the connection's address, for the operators that name the id"

    def accepts(self, path: str) -> bool:
        """By name."""
        return _FILE.fullmatch(name_of(path)) is not None

    def extract(self, source: SourceFile) -> Iterable[ConfigSet]:
        """One property per connection."""
        raw = source.data()
        if b"conn_type" not in raw and b"conn_id" not in raw:
            return
        documents = (json_document(raw, source.path),) if source.path.endswith(".json") else documents_of(source)
        for document in documents:
            yield from _connections(source, document)


def _connections(source: SourceFile, document: Document) -> Iterator[ConfigSet]:
    data = mapping(document)
    listed = as_list(get(data, "airflow", "connections"))
    for index, item in enumerate(listed):
        path: Path = ("airflow", "connections", index, "conn_id")
        yield from _connection(source, document, path, text_at(item, "conn_id"), item)
    if not listed:
        for name, item in data.items():
            yield from _connection(source, document, (name,), name, item)


def _connection(source: SourceFile, document: Document, path: Path, name: str, item: Any) -> Iterator[ConfigSet]:
    address = scalar(item) or _address(as_map(item))
    if name and address:
        yield property_set(
            at(source, line_of(document, path)), "airflow/connection", f"airflow.connections.{name}", text(address)
        )


def _address(item: dict[str, Any]) -> str:
    kind, host = text_at(item, "conn_type"), text_at(item, "conn_host") or text_at(item, "host")
    port = text_at(item, "conn_port") or text_at(item, "port")
    if not host or "://" in host:
        return host or kind
    return f"{kind}://{host}{':' + port if port else ''}" if kind else host
