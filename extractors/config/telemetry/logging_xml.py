"""Logback and Log4j 2: appenders that send log lines to another system."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from extractors.config.common.base import ConfigExtractor, at, name_of
from extractors.config.common.flows import flow
from extractors.config.common.placeholders import spring
from extractors.config.common.xmltree import Node, parse_xml
from mapgen.model.extraction import SourceFile
from mapgen.model.facts import FlowDeclared

_FILE = re.compile(r"(?:logback|log4j2?).*\.xml|.*(?:logback|log4j2?).*config.*\.xml", re.IGNORECASE)
_REMOTE_CLASS = re.compile(
    r"logstash|gelf|graylog|syslog|socket|fluen|loki|splunk|kafka|elastic|papertrail|logentries", re.IGNORECASE
)
_REMOTE_TAGS = frozenset(
    {"Socket", "Gelf", "GELF", "Syslog", "Http", "Kafka", "Loki", "Splunk", "SplunkHttp", "Elasticsearch"}
)
_HOST_TAGS = frozenset(
    {
        "destination",
        "remoteHost",
        "syslogHost",
        "graylogHost",
        "host",
        "server",
        "url",
        "uri",
        "bootstrapServers",
        "endpoint",
    }
)
_REFERENCES = ("appender-ref", "appenderref")
_HOST_KEYS = ("host", "url", "server", "uri", "remoteHost")


class LoggingXml(ConfigExtractor):
    """Reads remote appenders that a logger refers to."""

    name = "config/logging-xml"
    version = "1"
    description = "Logback and Log4j 2 appenders"
    files = "logback*.xml, log4j2*.xml"
    example = "<destination>logstash:5000</destination>"
    yields = "log shipping from the unit to the appender's address"

    def accepts(self, path: str) -> bool:
        """By name."""
        return _FILE.fullmatch(name_of(path)) is not None

    def extract(self, source: SourceFile) -> Iterable[FlowDeclared]:
        """One flow per remote address of a used appender."""
        root = parse_xml(source.data(), source.path)
        used = {
            node.attributes.get("ref", "")
            for node in root.walk()
            if node.tag.lower() in ("appender-ref", "appenderref")
        }
        for node in root.walk():
            name = node.attributes.get("name", "")
            if _is_remote(node) and (not name or name in used):
                for place, address in _addresses(node):
                    yield flow(
                        at(source, place),
                        f"logging/{node.tag}",
                        None,
                        spring(address),
                        "log_shipping",
                        transport="telemetry",
                    )


def _is_remote(node: Node) -> bool:
    if node.tag == "appender":
        return _REMOTE_CLASS.search(node.attributes.get("class", "")) is not None
    return node.tag in _REMOTE_TAGS


def _addresses(node: Node) -> Iterator[tuple[int, str]]:
    port = node.attributes.get("port") or next(
        (n.text.strip() for n in node.walk() if n.tag.lower().endswith("port")), ""
    )
    for key in _HOST_KEYS:
        if value := node.attributes.get(key, ""):
            yield node.line, _joined(value, port)
            return
    for item in node.walk():
        value = item.text.strip()
        if item.tag == "Property" and item.attributes.get("name") == "bootstrap.servers":
            yield item.line, value
        elif item is not node and item.tag in _HOST_TAGS and value:
            yield item.line, _joined(value, port)
            return


def _joined(host: str, port: str) -> str:
    host = host.removeprefix("udp:").removeprefix("tcp:")
    return f"{host}:{port}" if port and "://" not in host and not host.rpartition(":")[2].isdigit() else host
