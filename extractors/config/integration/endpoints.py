"""Endpoints of integration routes, read by the table of `endpoints.yaml`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path as FilePath

from extractors.config.common.addresses import is_address
from extractors.config.common.flows import flow, store
from extractors.config.common.placeholders import resolved, spring
from extractors.config.common.tree import as_list, as_map
from extractors.documents import load_yaml
from mapgen.model.facts import AnyFact, CallMade, MessageChannel, Transport
from mapgen.model.location import Location
from mapgen.model.value import UNKNOWN, Value, join, text

_TABLE = FilePath(__file__).with_name("endpoints.yaml")
_CAMEL_HOLE = re.compile(r"\{\{\s*\??\s*([\w.-]+)\s*(?::([^{}]*))?\}\}")
_STORE_TRANSPORTS: dict[str, Transport] = {
    "amazon_s3": "object_storage",
    "azure_blob_storage": "object_storage",
    "google_cloud_storage": "object_storage",
    "minio": "object_storage",
    "redis": "cache",
    "elasticsearch": "search",
    "opensearch": "search",
}


@dataclass(frozen=True, slots=True)
class _Knowledge:
    channel: dict[str, str]
    store: dict[str, str]
    product: dict[str, str]
    http: frozenset[str]
    file: frozenset[str]
    mail: frozenset[str]


@lru_cache(maxsize=1)
def _knowledge() -> _Knowledge:
    [document] = load_yaml(_TABLE.read_bytes(), _TABLE.name)
    data = as_map(document.data)

    def named(section: str) -> dict[str, str]:
        return {key: str(value) for key, value in as_map(data.get(section)).items()}

    def listed(section: str) -> frozenset[str]:
        return frozenset(str(item) for item in as_list(data.get(section)))

    return _Knowledge(
        named("channel"), named("store"), named("product"), listed("http"), listed("file"), listed("mail")
    )


def endpoint_fact(uri: str, *, incoming: bool, place: Location, rule: str) -> AnyFact | None:
    """What an endpoint URI says; `incoming`: the route reads from it. None for endpoints inside the application."""
    known = _knowledge()
    scheme, separator, rest = uri.partition(":")
    if not separator:
        return None
    path, _, query = rest.partition("?")
    value = _value(path.lstrip("/") if scheme not in known.http else f"{scheme.rstrip('4')}://{path.lstrip('/')}")
    if scheme in known.channel:
        channel = _value(path.lstrip("/").removeprefix("queue:").removeprefix("topic:"))
        return MessageChannel(
            location=place,
            rule=rule,
            direction="consume" if incoming else "publish",
            channel=channel,
            broker=known.channel[scheme],
            address=_option(query, "brokers") or _option(query, "hostname"),
        )
    if scheme in known.http and not incoming:
        return CallMade(location=place, rule=rule, transport="http", target=value)
    if scheme in known.store:
        return _store(scheme, path.lstrip("/"), value, place, rule)
    return _outside(scheme, value, incoming, place, rule)


def _store(scheme: str, path: str, value: Value, place: Location, rule: str) -> AnyFact:
    """A database, cache or bucket. The path is an address, a bucket, or a bean's name (not an address)."""
    technology = _knowledge().store[scheme]
    transport = _STORE_TRANSPORTS.get(technology, "database")
    known_place = is_address(path) or transport == "object_storage"
    return store(place, rule, value if known_place else UNKNOWN, transport=transport, name=technology)


def _outside(scheme: str, value: Value, incoming: bool, place: Location, rule: str) -> AnyFact | None:
    """Products, file servers and mail: data comes in or goes out."""
    known = _knowledge()
    if scheme in known.product:
        return _directed(text(known.product[scheme]), incoming, place, rule)
    if scheme in known.file or scheme in known.mail:
        return _directed(join(f"{scheme}://", value), incoming, place, rule)
    return None


def _directed(other: Value, incoming: bool, place: Location, rule: str) -> AnyFact:
    if incoming:
        return flow(place, rule, other, None, "sync", pulled=True)
    return flow(place, rule, None, other, "sync")


def _option(query: str, name: str) -> Value | None:
    for part in query.replace("&amp;", "&").split("&"):
        key, _, value = part.partition("=")
        if key == name and value:
            return _value(value.removeprefix("RAW(").rstrip(")") if value.startswith("RAW(") else value)
    return None


def _value(raw: str) -> Value:
    """Camel's `{{key:default}}` is a property, like Spring's `${key:default}`."""
    value = spring(_CAMEL_HOLE.sub(lambda m: f"${{{m.group(1)}{':' + m.group(2) if m.group(2) else ''}}}", raw))
    return value if value.known or resolved(value) is None else text(resolved(value) or "")
