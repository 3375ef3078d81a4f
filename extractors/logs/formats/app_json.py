"""Application logs as JSON: pino, winston, structlog, zap, ECS, logback and home-made dialects.

Records are read by role, not by dialect: for every set of top-level keys it is worked out once which field
carries the service, the method, the URL, the latency... (`ROLES`). Names follow the loggers' and the Elastic
Common Schema's and OpenTelemetry's documentation.
"""

from __future__ import annotations

import re
from collections.abc import Callable

import msgspec

from extractors.logs.engine.agents import product
from extractors.logs.engine.callers import caller, host_key
from extractors.logs.engine.event import FAILED, Event
from extractors.logs.engine.records import Path, Record, first_text, get, resolve
from extractors.logs.engine.requests import METHODS, split_url, status_code, whole
from extractors.logs.formats.app_text import call_in_text

_ROLE_TABLE = {
    "service": (
        "service.name service_name serviceName service svc resource.service.name application app_name "
        "appName app kubernetes.labels.app dd.service labels.service name logger"
    ),
    "method": (
        "http.request.method http.method http_method httpMethod request_method requestMethod "
        "req.method request.method httpRequest.requestMethod method verb"
    ),
    "url": (
        "url.full http.url full_url request_url requestUrl httpRequest.requestUrl req.url request.url "
        "http.target url.path http.path url.original request_uri requestUri request.uri request_path "
        "req.path request.path uri url path endpoint"
    ),
    "route": "http.route route req.route.path",
    "host": (
        "http.host server.address net.peer.name http.request.headers.host req.headers.host "
        "req.headers.Host request.headers.Host request.headers.host request.host http_host vhost"
    ),
    "peer": "peer.service peer_service target_service upstream_service downstream_service remote_service",
    "status": (
        "http.response.status_code http.status_code status_code statusCode res.statusCode "
        "response.status_code response.status httpRequest.status response_code http_status status"
    ),
    "ms": (
        "duration_ms durationMs latency_ms latencyMs responseTime response_time_ms elapsed_ms "
        "elapsedMs took_ms duration_millis lag_ms response_time"
    ),
    "ns": "event.duration duration_ns durationNanos",
    "seconds": "duration_s duration_seconds latency_s request_time elapsed_s",
    "duration": "latency duration elapsed took httpRequest.latency",
    "size": (
        "http.response.body.bytes http.response.body.size response_bytes res.contentLength "
        "contentLength body_bytes_sent bytes_sent response_size httpRequest.responseSize bytes size"
    ),
    "agent": (
        "user_agent.original http.user_agent user_agent userAgent http_user_agent "
        "req.headers.user-agent request.headers.User-Agent request.headers.user-agent "
        "headers.user-agent httpRequest.userAgent"
    ),
    "address": (
        "client.address client.ip client_ip clientIp remote_addr remoteAddr remote_ip remoteAddress "
        "req.remoteAddress request.remote_ip httpRequest.remoteIp ip"
    ),
    "time": "@timestamp timestamp time ts t datetime date asctime eventTime start_time",
    "event": "event.action event event_type action",
    "text": "message msg event log body",
    "db_system": "db.system.name db.system db_system database.system",
    "db_name": "db.namespace db.name db_name database.name database",
    "db_operation": "db.operation.name db.operation db_operation operation",
    "topic": "messaging.destination.name messaging.destination topic kafka.topic queue queue_name",
    "broker": "messaging.system broker_type",
    "provider": "webhook.provider provider vendor webhook_source webhook.source",
    "source": "source source_name sync.source",
    "destination": "destination destination_name sync.destination",
    "stream": "stream stream_name table object connector",
}
ROLES = {role: tuple(names.split()) for role, names in _ROLE_TABLE.items()}
"""Dotted field names by role, the surest first."""

Paths = tuple[Path, ...]
"""Ways to a value, tried in order."""

_LOGGER_PART = re.compile(r"\.(?:client|server|http|access|request|requests|db|sql)$")
_PUBLISH = re.compile(r"produc|publish|\bsen[dt]\b|\.sen[dt]|emit|enqueu", re.I)
_CONSUME = re.compile(r"consum|receiv|process|dequeu|\bpoll|handle|ack", re.I)
_NAME = re.compile(r"[A-Za-z][\w .:-]{0,80}")
_SYNC = re.compile(r"sync|replicat|\bload|extract|elt|etl|import|export|ingest", re.I)
_BROKER = re.compile(
    r"\b(kafka|rabbitmq|amqp|nats|sqs|sns|pubsub|pulsar|kinesis|eventhubs?|servicebus|redis|mqtt)\b", re.I
)
_UNIT = re.compile(r"(\d+(?:\.\d+)?) ?(ns|us|µs|ms|s|m)")
_SCALE = {"ns": 1e-6, "us": 1e-3, "µs": 1e-3, "ms": 1.0, "s": 1e3, "m": 6e4}


class Plan(msgspec.Struct):
    """Where the roles are in records of one set of top-level keys; () = the role cannot be filled."""

    service: Paths = ()
    method: Paths = ()
    url: Paths = ()
    route: Paths = ()
    host: Paths = ()
    peer: Paths = ()
    status: Paths = ()
    ms: Paths = ()
    ns: Paths = ()
    seconds: Paths = ()
    duration: Paths = ()
    size: Paths = ()
    agent: Paths = ()
    address: Paths = ()
    time: Paths = ()
    event: Paths = ()
    text: Paths = ()
    db_system: Paths = ()
    db_name: Paths = ()
    db_operation: Paths = ()
    topic: Paths = ()
    broker: Paths = ()
    provider: Paths = ()
    source: Paths = ()
    destination: Paths = ()
    stream: Paths = ()
    logger: bool = False


def plan(record: Record) -> Plan:
    """The roles that a record's top-level keys can fill."""
    return Plan(logger="logger" in record, **{role: resolve(record, names) for role, names in ROLES.items()})


def reader(record: Record) -> Callable[[Record], Event | None]:
    """The function that reads records with the same top-level keys as this one."""
    roles = plan(record)
    if roles.db_system or roles.topic or (roles.source and roles.destination) or roles.method:
        return lambda fresh: read(fresh, roles)
    return (lambda fresh: _told_in_text(fresh, roles)) if roles.text else _silent


def _silent(_: Record) -> Event | None:
    return None


def read(record: Record, roles: Plan) -> Event | None:
    """The event of an application log record; None when it tells of no exchange."""
    if roles.db_system and (system := first_text(record, roles.db_system)):
        return _database(record, roles, system)
    if roles.topic and (event := _message(record, roles)) is not None:
        return event
    if roles.source and roles.destination and (event := _sync(record, roles)) is not None:
        return event
    if roles.method and (roles.url or roles.route):
        method = first_text(record, roles.method).upper()
        if method in METHODS:
            url = first_text(record, roles.url)
            if "/" in url or roles.route:
                return _http(record, roles, method, url)
    return _told_in_text(record, roles) if roles.text else None


def _service(record: Record, roles: Plan) -> str:
    name = first_text(record, roles.service)
    return _LOGGER_PART.sub("", name) if roles.logger else name


def _base(record: Record, roles: Plan) -> Event:
    return Event(time=first_text(record, roles.time), ms=_latency(record, roles))


def _http(record: Record, roles: Plan, method: str, url: str) -> Event:
    event = _base(record, roles)
    event.method = method
    event.status = status_code(first_text(record, roles.status))
    event.size = whole(first_text(record, roles.size)) if roles.size else 0
    host, path = split_url(url)
    event.path = path or first_text(record, roles.route) or "/"
    service = _service(record, roles)
    if roles.provider and _is_webhook(record, roles) and (provider := first_text(record, roles.provider)):
        event.source, event.source_kind, event.target, event.target_kind = provider, "name", service, "service"
        event.transport = "webhook"
        return event
    _direction(event, record, roles, service, host)
    return event


def _direction(event: Event, record: Record, roles: Plan, service: str, host: str) -> None:
    """Outgoing when a peer or absolute URL is named or the agent is the service itself; else incoming."""
    agent = first_text(record, roles.agent) if roles.agent else ""
    header = first_text(record, roles.host) if roles.host else ""
    peer = first_text(record, roles.peer) if roles.peer else ""
    if peer or host or (header and agent and product(agent) == service):
        event.source, event.source_kind = service, "service" if service else "self"
        event.target, event.target_kind = (peer, "service") if peer else (host_key(host or header), "host")
        return
    event.source, event.source_kind = caller(agent, first_text(record, roles.address))
    event.target, event.target_kind = (service, "service") if service else ("", "self")
    if not service and header:
        event.target, event.target_kind = host_key(header), "host"


def _is_webhook(record: Record, roles: Plan) -> bool:
    return "webhook" in first_text(record, roles.event or roles.text).lower()


def _database(record: Record, roles: Plan, system: str) -> Event:
    event = _base(record, roles)
    name, service = first_text(record, roles.db_name), _service(record, roles)
    event.source, event.source_kind = service, "service" if service else "self"
    event.target, event.target_kind = (name, "database") if name else (system, "db_system")
    event.transport, event.template = "db", system
    event.method = first_text(record, roles.db_operation).upper()
    if get(record, ("error",)):
        event.status = FAILED
    return event


def _message(record: Record, roles: Plan) -> Event | None:
    topic, service = first_text(record, roles.topic), _service(record, roles)
    told = first_text(record, roles.event) or first_text(record, roles.text)
    if not topic or not service or not isinstance(told, str):
        return None
    publishes = _PUBLISH.search(told) is not None
    if not publishes and not _CONSUME.search(told):
        return None
    broker = first_text(record, roles.broker)
    if not broker and (named := _BROKER.search(told)):
        broker = named[1].lower()
    event = _base(record, roles)
    event.size = whole(first_text(record, roles.size) or 0)
    channel = f"{broker}:{topic}" if broker else topic
    event.template = topic
    if publishes:
        event.source, event.source_kind, event.target, event.target_kind = service, "service", channel, "topic"
        event.transport, event.method = "publish", "PUBLISH"
    else:
        event.source, event.source_kind, event.target, event.target_kind = channel, "topic", service, "service"
        event.transport, event.method = "consume", "CONSUME"
    return event


def _sync(record: Record, roles: Plan) -> Event | None:
    source, target = first_text(record, roles.source), first_text(record, roles.destination)
    told = first_text(record, roles.event) or first_text(record, roles.text)
    if not _SYNC.search(told) or not (_NAME.fullmatch(source) and _NAME.fullmatch(target)):
        return None
    event = _base(record, roles)
    event.source, event.source_kind, event.target, event.target_kind = source, "name", target, "name"
    event.transport, event.method = "sync", "SYNC"
    event.template = first_text(record, roles.stream)
    event.size = whole(first_text(record, roles.size) or 0)
    return event


def _told_in_text(record: Record, roles: Plan) -> Event | None:
    for path in roles.text:
        told = get(record, path)
        if isinstance(told, str) and "://" in told and (event := call_in_text(told)) is not None:
            service = _service(record, roles)
            event.source, event.source_kind = service, "service" if service else "self"
            event.time = first_text(record, roles.time)
            return event
    return None


def _latency(record: Record, roles: Plan) -> float:
    if roles.ms and (raw := first_text(record, roles.ms)):
        return _number(raw, 1.0)
    if roles.ns and (raw := first_text(record, roles.ns)):
        return _number(raw, 1e-6)
    if roles.seconds and (raw := first_text(record, roles.seconds)):
        return _number(raw, 1e3)
    raw = first_text(record, roles.duration) if roles.duration else ""
    if raw and (unit := _UNIT.fullmatch(raw)):
        return float(unit[1]) * _SCALE[unit[2]]
    return _number(raw, 1e3 if "." in raw else 1.0) if raw else -1.0


def _number(raw: str, scale: float) -> float:
    try:
        return float(raw) * scale
    except ValueError:
        return -1.0
