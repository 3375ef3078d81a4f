"""Apache Camel routes in XML and YAML."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from extractors.config.common.base import ConfigExtractor, at
from extractors.config.common.documents import documents_of, line_of
from extractors.config.common.tree import Path, scalar, text_at
from extractors.config.common.xmltree import parse_xml
from extractors.config.integration.endpoints import endpoint_fact
from extractors.documents import Document
from mapgen.model.extraction import SourceFile
from mapgen.model.facts import AnyFact

_PATH_PARAMETERS = ("topic", "queueName", "destinationName", "httpUri")
_INCOMING = frozenset({"from", "pollEnrich"})
_OUTGOING = frozenset({"to", "toD", "wireTap", "enrich", "to-d", "wire-tap", "inOnly", "inOut"})


class Camel(ConfigExtractor):
    """Reads `from` and `to` endpoints of routes."""

    name = "config/camel"
    version = "1"
    description = "Apache Camel routes (XML, YAML)"
    files = "*.xml with camel routes, *.yaml with from/steps (also *.camel.yaml)"
    example = '<to uri="kafka:orders?brokers=kafka:9092"/>'
    yields = "consumed and published channels, called addresses, stores and products per endpoint scheme"

    def accepts(self, path: str) -> bool:
        """By suffix; the content decides."""
        return path.endswith((".xml", ".yaml", ".yml")) and not path.endswith("pom.xml")

    def extract(self, source: SourceFile) -> Iterable[AnyFact]:
        """One fact per endpoint that leaves the application."""
        raw = source.data()
        if source.path.endswith(".xml"):
            return _xml(source) if b"camel" in raw and b"<" in raw and b"uri=" in raw else ()
        return _yaml(source) if b"from:" in raw and b"uri:" in raw and b"steps:" in raw else ()


def _xml(source: SourceFile) -> Iterator[AnyFact]:
    for node in parse_xml(source.data(), source.path).walk():
        uri = node.attributes.get("uri", "")
        if uri and node.tag in _INCOMING | _OUTGOING:
            place = at(source, node.line)
            found = endpoint_fact(uri, incoming=node.tag in _INCOMING, place=place, rule=f"camel/{node.tag}")
            if found is not None:
                yield found


def _yaml(source: SourceFile) -> Iterator[AnyFact]:
    for document in documents_of(source):
        yield from _walk(source, document, document.data, ())


def _walk(source: SourceFile, document: Document, data: Any, path: Path) -> Iterator[AnyFact]:
    steps = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for step, item in steps:
        here: Path = (*path, step)
        if step in _INCOMING or step in _OUTGOING:
            uri = text_at(item, "uri") or (scalar(item) or "")
            parameters = item.get("parameters") if isinstance(item, dict) else None
            place = at(source, line_of(document, (*here, "uri")))
            found = endpoint_fact(
                _with_parameters(uri, parameters), incoming=step in _INCOMING, place=place, rule=f"camel/{step}"
            )
            if found is not None:
                yield found
        yield from _walk(source, document, item, here)


def _with_parameters(uri: str, parameters: Any) -> str:
    """YAML keeps options, and sometimes the path, beside the scheme."""
    if not isinstance(parameters, dict):
        return uri
    named = next(
        (scalar(parameters[key]) for key in ("topic", "queueName", "destinationName", "httpUri") if key in parameters),
        None,
    )
    path = uri if ":" in uri or not named else f"{uri}:{named}"
    options = "&".join(f"{key}={scalar(value)}" for key, value in parameters.items() if scalar(value) is not None)
    return f"{path}{'&' if '?' in path else '?'}{options}" if options else path
