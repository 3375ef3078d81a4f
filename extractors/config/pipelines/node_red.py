"""Node-RED flows: what goes in at one end and comes out at another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from extractors.config.common.base import ConfigExtractor, at
from extractors.config.common.documents import json_document, line_of
from extractors.config.common.flows import flow
from extractors.config.common.placeholders import shell
from extractors.config.common.tree import as_list, as_map, text_at
from extractors.config.pipelines.graph import Step, lineage
from extractors.documents import Document
from mapgen.model.extraction import SourceFile
from mapgen.model.facts import FlowDeclared
from mapgen.model.value import Value, text

_BROKERS = {"mqtt": "mqtt-broker", "amqp": "amqp-broker", "kafka": "kafka-broker"}
_STORES = ("postgresql", "mysql", "mongodb", "influxdb", "redis", "elasticsearch", "sqlite")
_MAIL = ("e-mail", "email")


class NodeRed(ConfigExtractor):
    """Reads wires between nodes with an address: HTTP requests, MQTT, databases, mail."""

    name = "config/node-red"
    version = "1"
    description = "Node-RED flows"
    files = "flows*.json and other *.json with wires"
    example = '{"type": "http request", "url": "https://api.hubapi.com", "wires": [[]]}'
    yields = "a sync from each addressed node to the next one its messages reach (via Node-RED)"

    def accepts(self, path: str) -> bool:
        """JSON; the content decides."""
        return path.endswith(".json")

    def extract(self, source: SourceFile) -> Iterable[FlowDeclared]:
        """One flow per pair of addressed nodes."""
        raw = source.data()
        if b'"wires"' not in raw:
            return ()
        document = json_document(raw, source.path)
        return _flows(source, document) if isinstance(document.data, list) else ()


def _flows(source: SourceFile, document: Document) -> Iterator[FlowDeclared]:
    nodes = {text_at(node, "id"): (index, as_map(node)) for index, node in enumerate(as_list(document.data))}
    active = {key: item for key, item in nodes.items() if not item[1].get("d")}
    tabs = {key for key, (_, node) in nodes.items() if text_at(node, "type") == "tab" and node.get("disabled")}
    steps = [
        _step(key, line_of(document, (index, "type")), node, nodes)
        for key, (index, node) in active.items()
        if text_at(node, "z") not in tabs
    ]
    links = [(key, str(end)) for key, (_, node) in active.items() for out in _outputs(node) for end in as_list(out)]
    for start, end in lineage(steps, links):
        yield flow(at(source, end.line), "node-red/wire", start.system, end.system, "sync", via="Node-RED")


def _outputs(node: dict[str, Any]) -> list[Any]:
    return [*as_list(node.get("wires")), as_list(node.get("links")) if text_at(node, "type") == "link out" else []]


def _step(key: str, line: int, node: dict[str, Any], nodes: dict[str, tuple[int, dict[str, Any]]]) -> Step:
    kind = text_at(node, "type").lower()
    if kind == "http request":
        url = text_at(node, "url")
        return Step(key, line, shell(url) if "://" in url else None, writes=text_at(node, "method") not in ("GET", ""))
    system = _system(kind, node, nodes)
    if system is None:
        return Step(key, line)
    is_input = kind.endswith((" in", "-in", "consumer"))
    is_output = kind.endswith((" out", "-out", "producer")) or kind in _MAIL
    return Step(key, line, system, reads=not is_output, writes=not is_input)


def _system(kind: str, node: dict[str, Any], nodes: dict[str, tuple[int, dict[str, Any]]]) -> Value | None:
    """The address of the configuration node a node refers to, else the product its type names."""
    for word in (*_BROKERS, *_STORES):
        if not kind.startswith(word):
            continue
        for value in node.values():
            _, other = nodes.get(str(value), (0, {}))
            if "wires" in other:  # a step of the flow, not a configuration node
                continue
            for key in ("broker", "host", "hostname", "url", "server"):
                if other and text_at(other, key):
                    return shell(text_at(other, key))
        return text(word)
    if kind in _MAIL and text_at(node, "server"):
        return shell(text_at(node, "server"))
    return None
