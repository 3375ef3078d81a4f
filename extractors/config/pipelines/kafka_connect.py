"""Kafka Connect and Debezium connectors: JSON, properties, Strimzi objects, JSON inside shell scripts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path as FilePath
from typing import Any

import orjson

from extractors.config.common.base import ConfigExtractor, at
from extractors.config.common.documents import documents_of, json_document, line_of
from extractors.config.common.flows import flow
from extractors.config.common.lines import properties
from extractors.config.common.placeholders import shell
from extractors.config.common.tree import as_list, as_map, scalar, text_at
from extractors.documents import Document, load_yaml
from mapgen.model.extraction import SourceFile
from mapgen.model.facts import FlowDeclared
from mapgen.model.naming import words
from mapgen.model.value import Value, text

_TABLE = FilePath(__file__).with_name("kafka_connect.yaml")
_MARK = "connector.class"
_SUFFIXES = (".json", ".properties", ".yaml", ".yml", ".sh", ".http", ".tmpl", ".template")
_OBJECT_KEYS = ("table.include.list", "table.whitelist", "collection.include.list", "topics", "topic")


@dataclass(frozen=True, slots=True)
class Connector:
    """A connector's settings with the line of its class."""

    config: dict[str, str]
    line: int

    @property
    def class_name(self) -> str:
        """The class without its package."""
        return self.config[_MARK].rpartition(".")[2]

    @property
    def is_sink(self) -> bool:
        """Reads topics; a source writes them."""
        if "Sink" in self.class_name:
            return True
        return "Source" not in self.class_name and ("topics" in self.config or "topics.regex" in self.config)


class KafkaConnect(ConfigExtractor):
    """Reads connector definitions wherever they are kept."""

    name = "config/kafka-connect"
    version = "1"
    description = "Kafka Connect and Debezium connectors"
    files = "*.json, *.properties, *.yaml, *.sh with connector.class"
    example = '"connector.class": "io.debezium.connector.postgresql.PostgresConnector"'
    yields = "replication from the database to Kafka (source) or from Kafka to the target (sink), with tables or topics"

    def accepts(self, path: str) -> bool:
        """By suffix; the content decides."""
        return path.endswith(_SUFFIXES)

    def extract(self, source: SourceFile) -> Iterable[FlowDeclared]:
        """One flow per connector."""
        raw = source.data()
        if _MARK.encode() in raw or (b"KafkaConnector" in raw and b"class:" in raw):
            for found in _connectors(source, raw):
                yield from _flow(source, found)


def _connectors(source: SourceFile, raw: bytes) -> Iterator[Connector]:
    if source.path.endswith(".json"):
        document = json_document(raw, source.path)
        yield from _in_data(document, document.data, ())
    elif source.path.endswith((".yaml", ".yml")):
        for document in documents_of(source):
            yield from _in_data(document, document.data, ())
    elif source.path.endswith(".properties"):
        entries = list(properties(source.text()))
        line = next((entry.line for entry in entries if entry.key == _MARK), 0)
        if line:
            yield Connector({entry.key: entry.value for entry in entries}, line)
    else:
        yield from _in_text(source.text())


def _in_data(document: Document, data: Any, path: tuple[str | int, ...]) -> Iterator[Connector]:
    """Every mapping that names a connector class, at any depth (the loader bounds it)."""
    if isinstance(data, dict):
        if _MARK in data:
            yield Connector(_texts(data), line_of(document, (*path, _MARK)))
            return
        if data.get("kind") == "KafkaConnector" and text_at(data, "spec", "class"):
            config = {**_texts(as_map(as_map(data["spec"]).get("config"))), _MARK: text_at(data, "spec", "class")}
            yield Connector(config, line_of(document, (*path, "spec", "class")))
            return
    steps = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for step, item in steps:
        yield from _in_data(document, item, (*path, step))


def _texts(data: dict[str, Any]) -> dict[str, str]:
    return {key: value for key, raw in data.items() if (value := scalar(raw)) is not None}


def _in_text(content: str) -> Iterator[Connector]:
    """JSON objects inside a script: from the brace before each class name to the one that closes it."""
    position = 0
    while (mark := content.find(f'"{_MARK}"', position)) >= 0:
        start = content.rfind("{", position, mark)
        end = _closing(content, start) if start >= 0 else -1
        if end < 0:
            position = mark + 1
            continue
        try:
            data = orjson.loads(content[start:end])
        except orjson.JSONDecodeError:
            data = None  # shell interpolation inside: not a connector we can read
        if isinstance(data, dict):
            yield Connector(_texts(data), content.count("\n", 0, mark) + 1)
        position = end


def _closing(content: str, start: int) -> int:
    depth = 0
    for position in range(start, min(len(content), start + 50_000)):
        if content[position] == "{":
            depth += 1
        elif content[position] == "}":
            depth -= 1
            if depth == 0:
                return position + 1
    return -1


@dataclass(frozen=True, slots=True)
class _Table:
    address: tuple[tuple[str, str], ...]
    product: dict[str, str]
    ignored: tuple[str, ...]


@lru_cache(maxsize=1)
def _table() -> _Table:
    [document] = load_yaml(_TABLE.read_bytes(), _TABLE.name)
    data = as_map(document.data)
    return _Table(
        address=tuple((text_at(row, "key"), text_at(row, "port")) for row in as_list(data.get("address"))),
        product={key: str(value) for key, value in as_map(data.get("product")).items()},
        ignored=tuple(str(name) for name in as_list(data.get("ignored"))),
    )


def _flow(source: SourceFile, found: Connector) -> Iterator[FlowDeclared]:
    other = _other_side(found)
    if other is None or found.class_name.startswith(_table().ignored):
        return
    place = at(source, found.line)
    via = "Debezium" if ".debezium." in found.config[_MARK] else "Kafka Connect"
    objects = _objects(found)
    broker = text("Kafka")
    if found.is_sink:
        yield flow(
            place, "kafka-connect/sink", broker, other, "replication", transport="messaging", via=via, objects=objects
        )
    else:
        yield flow(
            place, "kafka-connect/source", other, broker, "replication", transport="messaging", via=via, objects=objects
        )


def _other_side(found: Connector) -> Value | None:
    for key, port in _table().address:
        value = found.config.get(key, "")
        if value:
            joined = f"{value}:{found.config[port]}" if port and found.config.get(port) else value
            return shell(joined)
    parts = words(found.class_name)
    joined_name = "".join(parts)
    product = next((name for word, name in _table().product.items() if word in parts or word in joined_name), "")
    return text(product) if product else None


def _objects(found: Connector) -> tuple[str, ...]:
    for key in _OBJECT_KEYS:
        if value := found.config.get(key, ""):
            return tuple(part.strip() for part in value.split(",") if part.strip())
    return ()
