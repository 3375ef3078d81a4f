"""MuleSoft applications: connector operations and their connections."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path as FilePath

from extractors.config.common.base import ConfigExtractor, at
from extractors.config.common.flows import flow, store
from extractors.config.common.placeholders import spring
from extractors.config.common.tree import as_list, as_map
from extractors.config.common.xmltree import Node, parse_xml
from extractors.documents import load_yaml
from mapgen.model.extraction import SourceFile
from mapgen.model.facts import AnyFact, CallMade, MessageChannel
from mapgen.model.location import Location
from mapgen.model.value import UNKNOWN, Value, join, text

_TABLE = FilePath(__file__).with_name("mule.yaml")
_READS = re.compile(
    r"query|get|list|read|search|retrieve|select|download|find|describe|subscribe|listener|on-|new-|modified-"
)
_CHANNEL_KEYS = ("destination", "queueName", "topic", "exchangeName", "queueUrl")


_CONSUMES = frozenset({"listener", "consume", "message-listener", "subscriber", "read"})


@dataclass(frozen=True, slots=True)
class _Knowledge:
    brokers: dict[str, str]
    stores: dict[str, str]
    files: frozenset[str]
    own: frozenset[str]


@lru_cache(maxsize=1)
def _knowledge() -> _Knowledge:
    [document] = load_yaml(_TABLE.read_bytes(), _TABLE.name)
    data = as_map(document.data)
    return _Knowledge(
        brokers={key: str(value) for key, value in as_map(data.get("brokers")).items()},
        stores={key: str(value) for key, value in as_map(data.get("stores")).items()},
        files=frozenset(as_list(data.get("files"))),
        own=frozenset(as_list(data.get("own"))),
    )


class Mule(ConfigExtractor):
    """Reads operations inside flows; connections are found by `config-ref`."""

    name = "config/mule"
    version = "1"
    description = "MuleSoft applications"
    files = "*.xml with the mule core namespace"
    example = '<salesforce:create config-ref="Salesforce" type="Contact"/>'
    yields = "calls, stores, channels and product flows per connector operation"

    def accepts(self, path: str) -> bool:
        """By suffix; the content decides."""
        return path.endswith(".xml") and not path.endswith("pom.xml")

    def extract(self, source: SourceFile) -> Iterable[AnyFact]:
        """One fact per operation that leaves the application."""
        if b"mulesoft.org/schema/mule" not in source.data():
            return
        root = parse_xml(source.data(), source.path)
        if root.tag != "mule":
            return
        configs = {node.attributes["name"]: node for node in root.children if "name" in node.attributes}
        for part in root.children:
            if part.tag in ("flow", "sub-flow"):
                for node in part.walk():
                    yield from _operation(source, node, configs)


def _operation(source: SourceFile, node: Node, configs: dict[str, Node]) -> Iterator[AnyFact]:
    known = _knowledge()
    config = configs.get(node.attributes.get("config-ref", ""))
    place, rule = at(source, node.line), f"mule/{node.prefix}:{node.tag}"
    if node.prefix == "http" and node.tag == "request":
        yield _request(node, config, place, rule)
    elif node.prefix in known.brokers:
        yield from _message(node, config, place, rule)
    elif node.prefix in known.stores:
        yield store(place, rule, _address(config) or UNKNOWN, name=known.stores[node.prefix])
    elif node.prefix in known.files or (node.prefix not in known.own and config is not None):
        other = _address(config) if node.prefix in known.files else text(node.prefix.replace("-", " "))
        moved = node.attributes.get("type", "")
        incoming = _READS.match(node.tag) is not None
        first, second = (other, None) if incoming else (None, other)
        if other is not None:
            yield flow(place, rule, first, second, "sync", pulled=incoming, objects=(moved,) if moved else ())


def _request(node: Node, config: Node | None, place: Location, rule: str) -> CallMade:
    base, path = _address(config), node.attributes.get("url") or node.attributes.get("path", "")
    target = spring(path) if "://" in path or base is None else join(base, spring(path))
    method = node.attributes.get("method", "GET")
    return CallMade(location=place, rule=rule, transport="http", target=target, method=method)


def _message(node: Node, config: Node | None, place: Location, rule: str) -> Iterator[MessageChannel]:
    channel = next((node.attributes[key] for key in _CHANNEL_KEYS if key in node.attributes), "")
    if channel:
        yield MessageChannel(
            location=place,
            rule=rule,
            direction="consume" if node.tag in _CONSUMES else "publish",
            channel=spring(channel),
            broker=_knowledge().brokers[node.prefix],
            address=_address(config),
        )


def _address(config: Node | None) -> Value | None:
    """The address of a connection element below a configuration."""
    for node in config.walk() if config is not None else ():
        attributes = node.attributes
        for key in ("url", "brokerUrl", "uri", "connectionString"):
            if attributes.get(key):
                return spring(attributes[key])
        if attributes.get("host"):
            scheme = attributes.get("protocol", "").lower()
            port = attributes.get("port", "")
            head = f"{scheme}://" if scheme else ("http://" if "request" in node.tag else "")
            return spring(f"{head}{attributes['host']}{':' + port if port else ''}{attributes.get('basePath', '')}")
    return None
