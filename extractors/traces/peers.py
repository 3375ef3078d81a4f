"""What a span's attributes say about the operation and its other side, in old and new semantic conventions.

Names follow OpenTelemetry's semantic conventions (HTTP, database, messaging, RPC; stable and pre-1.20),
OpenTracing's tags and what Envoy/Istio record.
"""

from __future__ import annotations

import re

from extractors.logs.engine.callers import host_key
from extractors.logs.engine.event import FAILED, Event
from extractors.logs.engine.requests import split_url, status_code, whole
from extractors.traces.spans import Kind, Span

_METHOD = ("http.request.method", "http.method", "method")
_URL = ("url.full", "http.url", "http.uri", "http.uri.client", "http.target", "url.path", "http.path")
_ROUTE = ("http.route",)
_STATUS = ("http.response.status_code", "http.status_code", "response_status_code", "client_status_code")
_SIZE = ("http.response.body.size", "http.response_content_length", "response_size")
_SYSTEM = ("db.system.name", "db.system")
_NAMESPACE = ("db.namespace", "db.name", "db.instance", "db.mongodb.collection")
_OPERATION = ("db.operation.name", "db.operation")
_STATEMENT = ("db.query.text", "db.statement", "query", "sql.query")
_DESTINATION = (
    "messaging.destination.name",
    "messaging.destination",
    "message_bus.destination",
    "kafka.topic",
    "messaging.url",
)
_BROKER = ("messaging.system",)
_HOST = ("server.address", "net.peer.name", "http.host", "peer.hostname", "peer.host", "net.sock.peer.name")
_PORT = ("server.port", "net.peer.port", "peer.port")
_RPC_SYSTEM = ("rpc.system.name", "rpc.system")

_OTHERS = (
    "rpc.service rpc.method peer.service db.type upstream_cluster upstream_cluster.name error span.kind "
    "messaging.operation messaging.operation.type messaging.operation.name"
)
WANTED = frozenset(
    _METHOD + _URL + _ROUTE + _STATUS + _SIZE + _SYSTEM + _NAMESPACE + _OPERATION + _STATEMENT
) | frozenset((*_DESTINATION, *_BROKER, *_HOST, *_PORT, *_RPC_SYSTEM, *_OTHERS.split()))
"""Attribute names that are looked at; decoders may drop all others."""

_CALLS = frozenset((*_METHOD, *_SYSTEM, "rpc.service"))
_DATABASES = frozenset((*_SYSTEM, "db.type", "db.statement", "db.query.text"))
_MESSAGES = frozenset((*_BROKER, *_DESTINATION))
_HTTP = frozenset((*_METHOD, *_URL, *_ROUTE))
_RPC = frozenset((*_RPC_SYSTEM, "rpc.service"))
_CACHES = frozenset("redis memcached memcache valkey hazelcast".split())
_SEARCH = frozenset("elasticsearch opensearch solr".split())
_STORES = _CACHES | _SEARCH
_STORES |= frozenset(
    "mysql postgresql postgres mariadb mssql oracle mongodb cassandra dynamodb couchbase neo4j clickhouse sqlite "
    "cockroachdb db2 influxdb".split()
)
_PARAMETER = re.compile(r"\{[^{}/]{0,80}\}|<[^<>/]{1,80}>|(?<=/):[A-Za-z_]\w{0,60}")
_PLUMBING = re.compile(r"^(?:tcp|dns|tls|net|fs)[.\s](?:connect|lookup|handshake|\w+)", re.I)
_VERB = re.compile(r"(GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS)\b(?: (/\S*))?", re.I)
_STATEMENT_VERB = re.compile(r"\s*(\w{2,20})")
_ISTIO = re.compile(r"(?:outbound|inbound)\|\d*\|[^|]*\|([^|]+)")


def first(attributes: dict[str, str], names: tuple[str, ...]) -> str:
    """The first non-empty attribute of these names."""
    for name in names:
        value = attributes.get(name)
        if value:
            return value
    return ""


def is_plumbing(span: Span) -> bool:
    """True for network-level spans (`tcp.connect`, `dns.lookup`) that are part of a call, not a call."""
    return _CALLS.isdisjoint(span.attributes) and _PLUMBING.match(span.name) is not None


def is_database(span: Span) -> bool:
    """True when the other side is a database, cache or search engine."""
    attributes = span.attributes
    if not _DATABASES.isdisjoint(attributes):
        return True
    return span.peer.lower() in _STORES or attributes.get("peer.service", "").lower() in _STORES


def is_message(span: Span) -> bool:
    """True when the operation goes through a broker."""
    return not _MESSAGES.isdisjoint(span.attributes)


def database_event(span: Span) -> Event:
    """A statement: service to database (or host, or system, the best that is known)."""
    attributes = span.attributes
    system = (
        first(attributes, _SYSTEM) or attributes.get("db.type", "") or span.peer or attributes.get("peer.service", "")
    )
    statement = first(attributes, _STATEMENT)
    operation = first(attributes, _OPERATION)
    if not operation and statement and "db.type" not in attributes and (verb := _STATEMENT_VERB.match(statement)):
        operation = verb[1] if "*" not in statement[:2] else ""
    lowered = system.lower()
    target, kind = _database_target(span, system)
    return Event(
        source=span.service,
        source_kind="service",
        target=target,
        target_kind=kind,
        transport="cache" if lowered in _CACHES else "search" if lowered in _SEARCH else "db",
        method=operation.upper(),
        template=lowered,
        status=FAILED if span.failed else 0,
        ms=span.ms,
        time=span.time,
    )


def _database_target(span: Span, system: str) -> tuple[str, str]:
    attributes = span.attributes
    if name := first(attributes, _NAMESPACE):
        return name, "database"
    if peer := attributes.get("peer.service") or span.peer:
        return peer, "service"
    if host := first(attributes, _HOST):
        return _with_port(attributes, host), "host"
    return system, "db_system"


def channel(span: Span) -> tuple[str, str]:
    """Key and name of the channel a messaging span uses (`kafka:orders`, `orders`); ("", "") when not recorded."""
    attributes = span.attributes
    name = first(attributes, _DESTINATION)
    broker = first(attributes, _BROKER) or ("kafka" if "kafka.topic" in attributes else "")
    return (f"{broker}:{name}" if broker else name, name) if name else ("", "")


def publishes(span: Span) -> bool:
    """True when a messaging span of kind CLIENT or INTERNAL sends (rather than receives)."""
    operation = first(
        span.attributes, ("messaging.operation.type", "messaging.operation", "messaging.operation.name")
    ).lower()
    told = operation or span.name.lower()
    return any(word in told for word in ("publish", "send", "create", "produce"))


def call_event(span: Span) -> Event:
    """A request as a span records it, from the service to the peer its attributes name (a server's peer is named
    only by a service name)."""
    attributes = span.attributes
    event = Event(
        source=span.service,
        source_kind="service",
        ms=span.ms,
        time=span.time,
        transport="rpc",
        status=FAILED if span.failed else 0,
    )
    if not _RPC.isdisjoint(attributes):
        _rpc(event, attributes)
    elif not _HTTP.isdisjoint(attributes):
        _http(event, span)
    else:
        event.template = span.name
    if span.kind == Kind.SERVER:
        event.target = attributes.get("peer.service") or span.peer  # the caller: its addresses name proxies
    else:
        event.target, event.target_kind = peer_of(span)
    return event


def _rpc(event: Event, attributes: dict[str, str]) -> None:
    event.transport = "grpc" if first(attributes, _RPC_SYSTEM) == "grpc" else "rpc"
    service, method = attributes.get("rpc.service", ""), attributes.get("rpc.method", "")
    event.template = "/".join(part for part in (service, method) if part)


def _http(event: Event, span: Span) -> None:
    attributes = span.attributes
    event.transport = "http"
    event.method = first(attributes, _METHOD).upper()
    verb = None if event.method else _VERB.match(span.name)
    if verb:
        event.method = verb[1].upper()
    code = status_code(first(attributes, _STATUS))
    event.status = code or event.status
    if size := first(attributes, _SIZE):
        event.size = whole(size)
    if route := first(attributes, _ROUTE):
        event.template = route_template(route)
        return
    event.path = split_url(first(attributes, _URL))[1] or (verb[2] if verb and verb[2] else "")
    if not event.path:
        event.template = ""


def route_template(route: str) -> str:
    """A framework's route with its parameters written {} (`/users/:id`, `/users/{id}`, `/users/<int:id>`)."""
    if "{" not in route and ":" not in route and "<" not in route:
        return route
    return _PARAMETER.sub("{}", route)


def peer_of(span: Span) -> tuple[str, str]:
    """Key and kind of the other side, from what the span records; ("", "unknown") when it does not tell."""
    attributes = span.attributes
    if named := attributes.get("peer.service") or span.peer:
        return named, "service"
    upstream = attributes.get("upstream_cluster.name") or attributes.get("upstream_cluster")
    if upstream and (cluster := _ISTIO.match(upstream)):
        return host_key(cluster[1]), "host"
    if host := split_url(first(attributes, ("url.full", "http.url")))[0] or first(attributes, _HOST):
        return _with_port(attributes, host), "host"
    if service := attributes.get("rpc.service"):
        return service, "rpc_service"
    return "", "unknown"


def _with_port(attributes: dict[str, str], host: str) -> str:
    if ":" in host:
        return host_key(host)
    port = first(attributes, _PORT)
    return host_key(f"{host}:{port}" if port.isdecimal() else host)
