"""`appsettings*.json`: settings, connection strings, reverse proxies (YARP, Ocelot)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from extractors.config.common.addresses import is_address
from extractors.config.common.base import ConfigExtractor, at, name_of
from extractors.config.common.documents import line_of, mapping
from extractors.config.common.flows import flow, route, store
from extractors.config.common.secrets import scrubbed, without_secret
from extractors.config.common.tree import as_list, as_map, dotted, get, leaves, scalar, text_at
from extractors.documents import Document, load_jsonc
from mapgen.model.extraction import SourceFile
from mapgen.model.facts import AnyFact, ConfigSet
from mapgen.model.value import text

_FILE = re.compile(r"(?:appsettings|ocelot)(?:\.([\w-]+))?\.json", re.IGNORECASE)
_BROKERS = ("amqp://", "amqps://", "nats://", "Endpoint=sb://")


class AppSettings(ConfigExtractor):
    """Reads every key, `ConnectionStrings`, `ReverseProxy` clusters and Ocelot routes."""

    name = "config/appsettings"
    version = "1"
    description = ".NET settings (appsettings.json), YARP and Ocelot routes"
    files = "appsettings.json, appsettings.<Environment>.json, ocelot.json"
    example = '"ConnectionStrings": {"Orders": "Host=orders-db;Database=orders"}'
    yields = "every key with `:` folded to `.`; a store per connection string; a route per proxied destination"

    def accepts(self, path: str) -> bool:
        """By name."""
        return _FILE.fullmatch(name_of(path)) is not None

    def extract(self, source: SourceFile) -> Iterable[AnyFact]:
        """The facts of a settings file (comments are allowed, as .NET does)."""
        return _facts(source, load_jsonc(source.data(), source.path))


def _facts(source: SourceFile, document: Document) -> Iterator[AnyFact]:
    found = _FILE.fullmatch(name_of(source.path))
    profile = (found.group(1) or "") if found else ""
    for path, raw in leaves(document.data):
        if path[0] == "Logging" or not raw:
            continue
        key = dotted(path).replace(":", ".")
        yield ConfigSet(
            location=at(source, line_of(document, path)),
            rule="appsettings/key",
            key=key,
            value=without_secret(key, text(raw)),
            namespace="property",
            profile=profile,
        )
    yield from _connections(source, document)
    yield from _yarp(source, document)
    yield from _ocelot(source, document)


def _connections(source: SourceFile, document: Document) -> Iterator[AnyFact]:
    for name, raw in as_map(mapping(document).get("ConnectionStrings")).items():
        value = scalar(raw) or ""
        if not value:
            continue
        place = at(source, line_of(document, ("ConnectionStrings", name)))
        if value.startswith(_BROKERS):
            yield flow(place, "appsettings/ConnectionStrings", None, text(value), "connection", transport="messaging")
        else:
            transport = "cache" if is_address(value.partition(",")[0]) and "://" not in value else "database"
            yield store(
                place,
                "appsettings/ConnectionStrings",
                scrubbed(text(value)),
                transport="cache" if transport == "cache" else "database",
            )


def _yarp(source: SourceFile, document: Document) -> Iterator[AnyFact]:
    clusters = as_map(get(document.data, "ReverseProxy", "Clusters"))
    for cluster, data in clusters.items():
        for name, destination in as_map(get(data, "Destinations")).items():
            if address := text_at(destination, "Address"):
                path = ("ReverseProxy", "Clusters", cluster, "Destinations", name, "Address")
                yield route(at(source, line_of(document, path)), "yarp/destination", None, text(address))


def _ocelot(source: SourceFile, document: Document) -> Iterator[AnyFact]:
    for key in ("Routes", "ReRoutes"):
        for index, item in enumerate(as_list(mapping(document).get(key))):
            scheme = text_at(item, "DownstreamScheme") or "http"
            if name := text_at(item, "ServiceName"):
                line = line_of(document, (key, index, "ServiceName"))
                yield route(at(source, line), "ocelot/service", None, text(name))
            for step, host in enumerate(as_list(get(item, "DownstreamHostAndPorts"))):
                address = f"{scheme}://{text_at(host, 'Host')}:{text_at(host, 'Port') or '80'}"
                line = line_of(document, (key, index, "DownstreamHostAndPorts", step, "Host"))
                if text_at(host, "Host"):
                    yield route(at(source, line), "ocelot/downstream", None, text(address))
