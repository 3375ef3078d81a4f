"""Facts: what extractors say. One fact is one located observation, without interpretation across files.

Facts are immutable `msgspec` structs (fast to make, hash, cache and send between processes). They never
name a system that the file does not name; deciding who the caller and the target are is the resolver's work.
"""

from __future__ import annotations

from typing import Literal

import msgspec

from mapgen.model.location import Location
from mapgen.model.value import Value

Transport = Literal[
    "http",
    "grpc",
    "graphql",
    "soap",
    "websocket",
    "messaging",
    "database",
    "cache",
    "search",
    "object_storage",
    "file",
    "email",
    "sdk",
    "rpc",
    "discovery",
    "config",
    "telemetry",
    "unknown",
]
"""How bytes travel."""

Access = Literal["read", "write", "both", "unknown"]
"""What a client does with the other side's data."""


class DataField(msgspec.Struct, frozen=True):
    """A field that moves: `name` as written, dotted for nested (`customer.email`); `type` as declared
    ("string", "boolean", "" when unknown); `object_name` the DTO, table or schema it belongs to."""

    name: str
    type: str = ""
    object_name: str = ""
    line: int = 0


class Fact(msgspec.Struct, frozen=True, kw_only=True):
    """Base of all facts. `rule` names the construct or config format rule that produced it
    (`python/requests.get`, `compose/environment`): it is shown to users as the reason."""

    location: Location
    rule: str


class UnitDeclared(Fact, frozen=True, kw_only=True, tag="unit"):
    """Something that is deployed or built: a compose service, Kubernetes workload, build module, application.

    name: as declared. unit_kind: what declared it. directory: POSIX folder below the root whose files belong
    to the unit (build context, module folder; None when the declaration names none). aliases: further names
    (container_name, k8s Service name, hostname, `spring.application.name`). image: container image, as written.
    ports: listening ports. deployed: False when only a library or a parent of modules is declared.
    """

    name: str
    unit_kind: Literal[
        "compose_service",
        "k8s_workload",
        "k8s_service",
        "build_module",
        "container_image",
        "application",
        "serverless_function",
        "pipeline",
        "workflow",
        "spec",
        "process",
    ]
    directory: str | None = None
    aliases: tuple[str, ...] = ()
    image: Value | None = None
    ports: tuple[int, ...] = ()
    deployed: bool = True


class ConfigSet(Fact, frozen=True, kw_only=True, tag="config"):
    """A configuration value is set.

    key: as written for `env`; dotted for `property` (YAML nesting and .NET `:` folded to `.`).
    unit: name of the unit it is set for (compose service, workload, `application` of a config-repository file
    such as `orders.yml`); None = the unit that owns the file. shared: set for every unit that reads the
    source (a config repository's `application.yml`, a ConfigMap used by several workloads).
    profile: Spring profile or overlay, "" = default. strength: "weak" for templates and examples (`.env.example`).
    """

    key: str
    value: Value
    namespace: Literal["env", "property"]
    unit: str | None = None
    shared: bool = False
    profile: str = ""
    strength: Literal["normal", "weak"] = "normal"


class ConfigRead(Fact, frozen=True, kw_only=True, tag="config_read"):
    """Code reads a configuration value (`os.environ["CRM_URL"]`, `@Value("${crm.url}")`) outside a known construct."""

    namespace: Literal["env", "property"]
    key: str
    default: Value | None = None


class ConstantDefined(Fact, frozen=True, kw_only=True, tag="constant"):
    """A named constant other files may use; `name` is spelt as `Ref.kind == "const"` describes."""

    name: str
    value: Value


class Imported(Fact, frozen=True, kw_only=True, tag="import"):
    """A third-party module is imported; `module` as written.

    ecosystem: pypi, npm, maven, go, nuget, gem, packagist or crates.
    """

    ecosystem: str
    module: str


class DependencyDeclared(Fact, frozen=True, kw_only=True, tag="dependency"):
    """A build manifest names a dependency (`package`: `group:artifact` for maven).

    scope: "runtime", "dev" or "internal" (a module of the same estate; `package` is its name or folder).
    """

    ecosystem: str
    package: str
    version: str = ""
    scope: Literal["runtime", "dev", "internal"] = "runtime"


class RoleTaken(Fact, frozen=True, kw_only=True, tag="role"):
    """An annotation, dependency or setting gives the unit a platform role; `role` is an id of the catalog's
    roles (`service_registry`, `service_registry_client`, `config_server`, `gateway`, ...)."""

    role: str
    unit: str | None = None


class CallMade(Fact, frozen=True, kw_only=True, tag="call"):
    """Code or config calls something that answers.

    target: URL, host, service name or base address, as far as folded (`UNKNOWN` when not). target_kind: how to read it.
    package: `ecosystem:name` of the client library (vendor SDKs resolve through it). method: upper-case HTTP method or
    SDK method. path: path template if known apart from target. object_name, action: `customer`, `create` for SDK calls.
    fields: payload fields. signature_header: for webhook receivers, see RouteServed.
    """

    transport: Transport
    target: Value
    target_kind: Literal["url", "host", "service", "sdk", "name"] = "url"
    package: str = ""
    method: str = ""
    path: Value | None = None
    object_name: str = ""
    action: str = ""
    access: Access = "unknown"
    fields: tuple[DataField, ...] = ()


class RouteServed(Fact, frozen=True, kw_only=True, tag="route"):
    """The unit answers requests. webhook_header: signature header checked in the handler; webhook_package: SDK
    (`ecosystem:name`) that verifies the payload: both make the vendor the source of a webhook."""

    transport: Transport
    method: str
    path: Value
    webhook_header: str = ""
    webhook_package: str = ""
    fields: tuple[DataField, ...] = ()


class MessageChannel(Fact, frozen=True, kw_only=True, tag="message"):
    """Code or config publishes to or consumes from a channel.

    broker: catalog id of the broker technology when the construct tells (`kafka`, `rabbitmq`, `aws_sqs`, ...), else "".
    channel: topic, queue, exchange, subject. address: broker address when given at the same place.
    """

    direction: Literal["publish", "consume"]
    channel: Value
    broker: str = ""
    channel_kind: str = "topic"
    group: Value | None = None
    address: Value | None = None
    package: str = ""
    fields: tuple[DataField, ...] = ()


class StoreUsed(Fact, frozen=True, kw_only=True, tag="store"):
    """Code or config uses a database, cache, search engine, object store or warehouse.

    store: catalog id of the technology when the construct tells (`postgresql`, `redis`), else "". target: DSN, host,
    bucket or connection name (`UNKNOWN` when not seen). objects: tables, collections, keys.
    """

    transport: Transport
    target: Value
    store: str = ""
    access: Access = "unknown"
    objects: tuple[str, ...] = ()
    package: str = ""
    fields: tuple[DataField, ...] = ()


class FlowDeclared(Fact, frozen=True, kw_only=True, tag="declared_flow"):
    """Configuration states a connection outright (gateway route, scrape job, pipeline, compose link).

    source, target: names, URLs or hosts in the direction of the DATA; None = the unit that owns the file.
    relation: route, scrape, log_shipping, replication, sync, transform, link, depends_on, mount, webhook, ...
    (`link` and `depends_on` are weak). via: the tool that moves the data, as named (`Airbyte`, `Debezium`).
    """

    source: Value | None
    target: Value | None
    relation: str
    initiator: Literal["source", "target"] = "source"
    transport: Transport = "unknown"
    via: str = ""
    objects: tuple[str, ...] = ()
    fields: tuple[DataField, ...] = ()


class ApiDescribed(Fact, frozen=True, kw_only=True, tag="api"):
    """A specification describes an API. format: "openapi-3.1", "swagger-2.0", "asyncapi-3.0", "arazzo-1.0".
    servers: URLs as templated. signals: facts for the connector choice (`webhooks`, `cursor_paging`,
    `changed_since_filter`, `idempotency_key`, `bulk_endpoint`, `rate_limit`, `upsert_key`)."""

    title: str
    version: str
    format: str
    servers: tuple[str, ...] = ()
    signals: tuple[str, ...] = ()
    security: tuple[str, ...] = ()


class OperationDescribed(Fact, frozen=True, kw_only=True, tag="operation"):
    """One operation of a described API (`api` = its title).

    direction: "call" (clients call it), "webhook" (the API calls out), "publish" / "subscribe" (from the
    described application's point of view, AsyncAPI). fields: request and response schema fields.
    """

    api: str
    direction: Literal["call", "webhook", "publish", "subscribe"]
    method: str
    path: str
    operation_id: str = ""
    object_name: str = ""
    summary: str = ""
    request_fields: tuple[DataField, ...] = ()
    response_fields: tuple[DataField, ...] = ()
    security: tuple[str, ...] = ()


class TrafficObserved(Fact, frozen=True, kw_only=True, tag="traffic"):
    """Aggregated traffic of a log or trace: `count` requests from `source` to `target`.

    source, target: keys as logged (service name, vhost, upstream, user agent product, ip, host); "" = unknown.
    source_kind, target_kind: what the key is. template: path template, channel or statement shape. errors: answers
    with status >= 500 or span error. latency_ms: (p50, p95). traffic_class: "flow", or why it is not one.
    first_seen, last_seen: ISO 8601 UTC. excerpt: a redacted sample line.
    """

    source: str
    target: str
    source_kind: str = "service"
    target_kind: str = "service"
    transport: Transport = "http"
    method: str = ""
    template: str = ""
    count: int = 1
    errors: int = 0
    bytes: int = 0
    latency_ms: tuple[float, float] | None = None
    traffic_class: str = "flow"
    first_seen: str = ""
    last_seen: str = ""
    excerpt: str = ""


class UrlSeen(Fact, frozen=True, kw_only=True, tag="url"):
    """A URL or host literal outside a known construct: a weak signal that needs an anchor elsewhere.
    context: name of the constant, key or function argument it stands at."""

    url: Value
    context: str = ""


class Noticed(Fact, frozen=True, kw_only=True, tag="notice"):
    """Something the coverage statement must say: unsupported format, invalid spec, skipped or unreadable file."""

    code: str
    message: str
    severity: Literal["info", "warning", "error"] = "info"


AnyFact = (
    UnitDeclared
    | ConfigSet
    | ConfigRead
    | ConstantDefined
    | Imported
    | DependencyDeclared
    | RoleTaken
    | CallMade
    | RouteServed
    | MessageChannel
    | StoreUsed
    | FlowDeclared
    | ApiDescribed
    | OperationDescribed
    | TrafficObserved
    | UrlSeen
    | Noticed
)
"""The union of all facts (tagged: encodes and decodes with msgspec)."""
