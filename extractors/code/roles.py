"""What the use of a construct means: one handler per catalog role, each giving facts."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from extractors.code.arguments import http_method, payload, targets
from extractors.code.context import ADDRESSES, FileContext, Use
from extractors.code.conventions import named_transport, webhook_dispatch
from extractors.code.declared import (
    TargetKind,
    addresses_built,
    bound_channel,
    class_prefix,
    declared_client,
    partner,
    placeheld,
)
from extractors.code.frameworks import aws_operation
from extractors.code.ir import Closure, Expr, Invoke, Member, Name, Record, Text, keyword, last_name
from extractors.code.module import Scope
from extractors.code.sql import read_statement
from extractors.code.values import best, is_absolute, rank, slashed
from mapgen.model.facts import (
    Access,
    AnyFact,
    CallMade,
    DataField,
    FlowDeclared,
    MessageChannel,
    RouteServed,
    StoreUsed,
    Transport,
)
from mapgen.model.value import UNKNOWN, Ref, Value, join, ref, text

_TARGET_KINDS: dict[str, TargetKind] = {
    "host": "host",
    "service": "service",
    "connection": "name",
    "account": "name",
}

Handler = Callable[[Use], Iterator[AnyFact]]

_NOT_DTO = frozenset({"String", "Void", "Object", "Map", "List", "byte", "Class", "JsonNode", "Integer", "Boolean"})
_READS = frozenset({"GET", "HEAD", "OPTIONS"})
_ROUTE_KINDS = frozenset({"path"})


def handle(use: Use) -> Iterator[AnyFact]:
    """The facts of one use."""
    handler = HANDLERS.get(use.rule.role)
    return handler(use) if handler is not None else iter(())


# calls ----------------------------------------------------------------------------------------------------------


def _http(use: Use) -> Iterator[AnyFact]:
    if use.owner is not None:
        yield from declared_client(use)
        return
    if use.rule.construct.target_kind in ("base_url", "path_prefix"):
        return
    if use.rule.construct.target_arg[:1] == "0" and not use.call.args and not use.call.keywords:
        return  # the beginning of a builder
    method = http_method(use.rule, use.call) or use.chained_method()
    for value in _values(use) or ([] if use.rule.construct.target_kind == "location" else [UNKNOWN]):
        target = use.with_base(value)
        if use.rule.construct.target_kind == "location" and not is_absolute(target):
            continue  # a file as well as a URL can stand here
        if not rank(target) or _may_be_data(target):
            sent = [flow for item in _target_exprs(use) for flow in webhook_dispatch(use, item)]
            yield from sent
            if sent or (not rank(target) and _only_an_address(use)):
                continue
        if use.rule.construct.target_arg in ("receiver", "1:url", "BaseAddress"):
            yield from addresses_built(use, target)
        yield CallMade(
            location=use.file.location(use.line),
            rule=use.rule_id,
            transport=_TRANSPORTS.get(use.rule.role, "http"),
            target=target,
            target_kind=_target_kind(use),
            package=use.package,
            method=method,
            object_name=_dto(use),
            access=_access(method),
            fields=payload(use.call, use.file.folder, use.scope) or use.chained_payload(),
        )


def _may_be_data(target: Value) -> bool:
    """True for an address that begins with something that may be data: a field of an object of another file
    (`webhook.getUrl()`), or a name without a value."""
    if isinstance(target.parts[0], Ref) and target.parts[0].kind == "unknown":
        return True
    first = target.parts[0] if len(target.parts) == 1 else ""
    return isinstance(first, Ref) and first.kind == "const" and first.default is None


def _only_an_address(use: Use) -> bool:
    """True for what names an address without using it (`new URL(x)`): it says nothing when the address is unknown."""
    return use.rule.construct.form == "constructor" or use.rule.names[:1] in (("URI",), ("HttpRequest",))


def _target_exprs(use: Use) -> list[Expr]:
    return list(targets(use.rule, use.call, use.file.folder, use.scope))


def _values(use: Use) -> list[Value]:
    spec = use.rule.construct.target_arg
    if spec.startswith("env:"):
        return [ref("env", spec.removeprefix("env:"))]
    if spec.startswith("$"):
        return [use.file.value(Member(Name("this"), spec[1:]), use.scope)]
    return [use.file.value(target, use.scope) for target in targets(use.rule, use.call, use.file.folder, use.scope)]


def _target_kind(use: Use) -> TargetKind:
    return _TARGET_KINDS.get(use.rule.construct.target_kind, "url")


def _access(method: str) -> Access:
    if not method:
        return "unknown"
    return "read" if method in _READS else "write"


def _dto(use: Use) -> str:
    """The class a typed client converts the answer to (`getForObject(url, Customer.class)`)."""
    if not use.file.module.frontend.class_addressed:
        return ""
    for arg in use.call.args[1:]:
        name = arg.name if isinstance(arg, Name) else ""
        if name[:1].isupper() and not name.isupper() and name.removesuffix("[]") not in _NOT_DTO:
            return name
    return ""


def _lookup(use: Use) -> Iterator[AnyFact]:
    """Asking the registry for a service by name is the start of a call to it."""
    for value in _values(use):
        yield CallMade(
            location=use.file.location(use.line),
            rule=use.rule_id,
            transport="http",
            target=value,
            target_kind="service",
            package=use.package,
        )


def _grpc(use: Use) -> Iterator[AnyFact]:
    kind = use.rule.construct.target_kind
    if use.owner is not None or use.rule.construct.form in ("annotation", "decorator", "attribute"):
        for value in _values(use) or [UNKNOWN]:
            yield _grpc_call(use, placeheld(value), "service", "")
        return
    name = use.symbol[-1]
    if kind == "host" and "*" not in use.rule.construct.construct:
        return  # a channel is an address, not a call: its stubs are reported
    if (name.startswith("new") or name == "connect") and len(use.symbol) > 1:
        name = use.symbol[-2]
    if "*" not in use.rule.construct.construct and kind == "url":
        name = use.call.type_args[0].rpartition(".")[2] if use.call.type_args else ""
    name = re.sub(r"^New(?=[A-Z])", "", name)
    service = re.sub(r"(?:BlockingStub|FutureStub|CoroutineStub|Stub|Grpc|Client)$", "", name)
    address: Value | None = None
    for target in targets(use.rule, use.call, use.file.folder, use.scope):
        address = use.file.base(target, use.scope, ADDRESSES)
        if kind in ("host", "url") and (address is None or rank(address) < 2):
            address = best([item for item in (address, use.file.value(target, use.scope)) if item is not None])
        break
    yield _grpc_call(use, address if address is not None else UNKNOWN, "url", service)


def _grpc_call(use: Use, target: Value, kind: TargetKind, service: str) -> CallMade:
    return CallMade(
        location=use.file.location(use.line),
        rule=use.rule_id,
        transport="grpc",
        target=target,
        target_kind=kind,
        package=use.package,
        object_name=service,
    )


def _addressed(transport: Transport) -> Handler:
    """Calls whose first argument is the other side's address: mail servers, file servers, brokers."""

    def made(use: Use) -> Iterator[AnyFact]:
        values = _values(use)
        base = use.receiver_base(ADDRESSES) if not values else None
        named = named_transport(use) if transport == "email" else None
        if not values and transport == "email" and use.system == "imap":
            named = text("IMAP")  # a mailbox that is read is not the server that mail is sent through
        if named is not None:
            values = [named]
        if use.rule.construct.target_arg != "-" and not any(rank(value) for value in values):
            return  # a client built from something else: the call on it is what counts
        yield CallMade(
            location=use.file.location(use.line),
            rule=use.rule_id,
            transport=transport,
            target=values[0] if values else base or UNKNOWN,
            target_kind="name" if named else "host" if use.rule.construct.target_kind == "host" else "url",
            package="" if named else use.package,
            action=use.symbol[-1],
        )

    return made


def _broker(use: Use) -> Iterator[AnyFact]:
    if use.rule.construct.target_kind not in ADDRESSES:
        return
    values = [value for value in _values(use) if value.known]
    for value in values[:3]:
        yield CallMade(
            location=use.file.location(use.line),
            rule=use.rule_id,
            transport="messaging",
            target=value,
            target_kind="host" if use.rule.construct.target_kind == "host" else "url",
            package=use.package,
            action="connect",
        )


def _sdk(use: Use) -> Iterator[AnyFact]:
    """A vendor's client: its construction is no call, its methods are (sdk.py)."""
    if use.rule.construct.form == "constructor" or use.rule.role == "cloud_client":
        if "*" in use.rule.construct.construct:
            yield from aws_operation(use)
        return
    yield CallMade(
        location=use.file.location(use.line),
        rule=use.rule_id,
        transport="sdk",
        target=use.receiver_base(ADDRESSES) or UNKNOWN,
        target_kind="sdk",
        package=use.package,
        object_name=use.symbol[0].rpartition("/")[2] if "*" in use.rule.module[0] else "",
        action=use.symbol[-1],
        fields=payload(use.call, use.file.folder, use.scope),
    )


def _invoke_function(use: Use) -> Iterator[AnyFact]:
    for value in _values(use) or [UNKNOWN]:
        yield CallMade(
            location=use.file.location(use.line),
            rule=use.rule_id,
            transport="sdk",
            target=value,
            target_kind="name",
            package=use.package,
            object_name="function",
            action="invoke",
        )


def _gateway(use: Use) -> Iterator[AnyFact]:
    for value in _values(use):
        yield FlowDeclared(
            location=use.file.location(use.line),
            rule=use.rule_id,
            source=None,
            target=value,
            relation="route",
            transport="http",
        )


# messages ---------------------------------------------------------------------------------------------------------


def _message(use: Use) -> Iterator[AnyFact]:
    kind = use.rule.construct.target_kind
    if kind in ("host", "dsn", "-", "url") and use.rule.construct.form == "constructor":
        return
    direction = "consume" if use.rule.role in ("consume", "task_worker") else "publish"
    values = list(_channels(use, kind))
    if not values and use.rule.role == "task_worker" and use.owner is not None:
        values = [(text(use.owner.name), kind)]
    if not values and use.rule.construct.form == "struct_literal":
        return  # a message without a topic of its own: the producer has it
    group = _group(use)
    address = use.receiver_base(ADDRESSES)
    for value, channel_kind in values or [(UNKNOWN, kind)]:
        yield MessageChannel(
            location=use.file.location(use.line),
            rule=use.rule_id,
            direction=direction,  # type: ignore[arg-type]
            channel=value,
            broker=use.system,
            channel_kind=channel_kind,
            group=group,
            address=address,
            package=use.package,
            fields=payload(use.call, use.file.folder, use.scope),
        )


def _channels(use: Use, kind: str) -> Iterator[tuple[Value, str]]:
    """Channels with their kind. An empty exchange is the default one, which routes by queue name."""
    on_queue = use.rule.role == "task_enqueue" or use.rule.construct.target_arg == "-"
    queue = use.receiver_base(_QUEUES) if on_queue else None
    if queue is not None:  # the queue a job is put into, or the call is made on, says more than the name of the job
        yield queue, "queue"
        return
    found = list(targets(use.rule, use.call, use.file.folder, use.scope))
    for target in found:
        if use.rule.construct.target_arg == "receiver":
            yield text(last_name(target)), kind
            continue
        if isinstance(target, Invoke) and _is_binding(target):
            yield from _bound_queue(target, use)
            continue
        if kind == "exchange" and len(use.call.args) == 2:
            kind = "queue"  # (routing key, message): published to the default exchange
        if kind == "message" and not isinstance(target, Text):
            yield _message_class(target, use), kind
            continue
        if kind == "camel_uri":
            yield from _camel(use.file.value(target, use.scope))
            continue
        value = placeheld(use.file.value(target, use.scope))
        if kind == "binding":
            yield (bound_channel(value.literal) if value.literal else value), "topic"
            continue
        if not value.parts and len(use.call.args) > 1:
            value, kind = use.file.value(use.call.args[1], use.scope), "queue"
        yield value, kind
    if not found and use.rule.construct.target_arg == "name":
        yield text(use.symbol[-1]), kind


_QUEUES = frozenset({"queue"})


def _message_class(target: Expr, use: Use) -> Value:
    """Buses that route by the class of the message: the class is the channel."""
    symbol = use.file.symbols.of(target, use.scope)
    return text(symbol[-1]) if symbol and symbol[-1][:1].isupper() else UNKNOWN


def _is_binding(call: Invoke) -> bool:
    return any(key in ("value", "exchange", "key") for key, _ in call.keywords)


def _bound_queue(binding: Invoke, use: Use) -> Iterator[tuple[Value, str]]:
    """`@QueueBinding(value = @Queue("q"), exchange = @Exchange("x"))`."""
    for argument, kind in (("value", "queue"), ("exchange", "exchange")):
        inner = keyword(binding, argument)
        if isinstance(inner, Invoke):
            named = keyword(inner, "value") or keyword(inner, "name") or (inner.args[0] if inner.args else None)
            if named is not None:
                yield placeheld(use.file.value(named, use.scope)), kind


def _camel(value: Value) -> Iterator[tuple[Value, str]]:
    literal = str(value)
    scheme, _, rest = literal.partition(":")
    if scheme in ("kafka", "rabbitmq", "spring-rabbitmq", "jms", "activemq", "aws2-sqs", "nats", "amqp"):
        name = rest.removeprefix("//").partition("?")[0]
        yield text(name.removeprefix("queue:").removeprefix("topic:")), "topic" if scheme == "kafka" else "queue"


def _group(use: Use) -> Value | None:
    for name in ("groupId", "group_id", "group", "groupID"):
        found = keyword(use.call, name)
        if found is not None:
            value = placeheld(use.file.value(found, use.scope))
            return value if value.known else None
    return None


# stores -----------------------------------------------------------------------------------------------------------

_OBJECT_KINDS = frozenset({"table", "entity", "collection", "index", "bucket", "object"})


def _store(transport: Transport) -> Handler:
    def used(use: Use) -> Iterator[AnyFact]:
        kind = use.rule.construct.target_kind
        values = _values(use)
        objects: list[str] = []
        fields: tuple[DataField, ...] = ()
        access = _store_access(use.symbol[-1])
        target = UNKNOWN
        if kind == "sql":
            statements = [made for value in values if (made := read_statement(str(value))) is not None]
            objects = [name for made in statements for name in made.tables]
            fields = tuple(
                DataField(name, "", made.tables[0] if len(made.tables) == 1 else "", use.line)
                for made in statements
                for name in made.columns
            )
            access = statements[0].access if statements else access
        elif kind == "model":
            objects = [use.symbol[-2]]
        elif kind in _OBJECT_KINDS:
            objects = [value.literal for value in values if value.literal]
            target = values[0] if kind == "bucket" and values else UNKNOWN
        elif values:
            target = next((value for value in values if rank(value)), values[0])
        if target == UNKNOWN and kind not in ADDRESSES:
            target = use.receiver_base(ADDRESSES) or UNKNOWN
        if use.owner is not None and not objects and kind in _OBJECT_KINDS:
            objects = [use.owner.name]
        yield StoreUsed(
            location=use.file.location(use.line),
            rule=use.rule_id,
            transport=transport,
            target=_database(target, use),
            store=use.system or _named_driver(use),
            access=access,
            objects=tuple(dict.fromkeys(objects)),
            package=use.package,
            fields=fields,
        )

    return used


_DRIVERS = {
    "postgres": "postgresql",
    "pgx": "postgresql",
    "pq": "postgresql",
    "mysql": "mysql",
    "sqlserver": "sqlserver",
}
_DRIVERS |= {"mssql": "sqlserver", "clickhouse": "clickhouse", "snowflake": "snowflake", "oracle": "oracle_db"}


def _named_driver(use: Use) -> str:
    """The technology of a generic library that is told its driver by name (`sql.Open("pgx", dsn)`)."""
    first = use.call.args[0] if len(use.call.args) > 1 else None
    return _DRIVERS.get(first.value, "") if isinstance(first, Text) else ""


def _database(target: Value, use: Use) -> Value:
    """A DSN, or the host argument where there is no DSN."""
    if rank(target):
        return target
    host = keyword(use.call, "host") or keyword(use.call, "server")
    if host is None and use.call.args:
        record, home = use.file.folder.follow(use.call.args[0], use.scope)
        if isinstance(record, Record):
            host = next((value for key, value in record.entries if key in ("host", "url", "connectionString")), None)
            return use.file.value(host, home) if host is not None else target
    return use.file.value(host, use.scope) if host is not None else target


def _store_access(name: str) -> Access:
    lowered = name.lower()
    if lowered.startswith(("get", "find", "query", "read", "download", "search", "select", "fetch")):
        return "read"
    if lowered.startswith(("put", "insert", "update", "save", "write", "upload", "delete", "set")):
        return "write"
    return "unknown"


# routes -----------------------------------------------------------------------------------------------------------


def _route(use: Use) -> Iterator[AnyFact]:
    if use.rule.construct.target_kind == "path_prefix" or use.rule.construct.form == "file_route":
        return
    if use.owner is not None and use.owner.kind == "class":
        return  # a prefix: the routes of the class carry it
    values = _values(use)
    if use.owner is None and not values:
        return
    if not values and use.owner is not None and use.rule.construct.target_arg == "name":  # called by its dotted name
        values = [text(f"{use.file.module.path.rpartition('.')[0].replace('/', '.')}.{use.owner.name}")]
    other = partner(use)
    if other is not None:
        if values:
            return  # the annotation with the method reports the path
        values = [use.file.value(item, use.scope) for item in targets(*other, use.file.folder, use.scope)]
    prefix = class_prefix(use)
    closures = [arg.at for arg in use.call.args if isinstance(arg, Closure)]
    for arg in use.call.args[1:]:
        if isinstance(arg, Name):
            closures.extend(function.start for function in use.file.module.functions(arg.name))
    for value in values or [Value()]:
        if use.owner is None and (rank(value) == 0 or is_absolute(value)):
            continue
        own = use.receiver_base(frozenset({"path_prefix"}))
        path = slashed(own, value) if own is not None else value
        fact = RouteServed(
            location=use.file.location(use.line),
            rule=use.rule_id,
            transport=_TRANSPORTS.get(use.rule.role, "http"),
            method=http_method(use.rule, use.call) if use.rule.role == "http_server_route" else "",
            path=_rooted(slashed(prefix, path) if prefix is not None else path),
            fields=use.taken(),
        )
        yield fact
        remember_route(use.file, fact, use.owner, closures)


def _rooted(path: Value) -> Value:
    """Paths start with a slash, however the framework writes them."""
    first = path.parts[0] if path.parts else ""
    if isinstance(first, str) and not first.startswith(("/", "^")):
        return join("/", path)
    return path


def remember_route(file: FileContext, fact: RouteServed, owner: Scope | None, closures: list[int]) -> None:
    """Keep a route with the places of its handler, so that a signature check inside finds it."""
    if owner is not None:
        file.routes.append((fact, owner.start, owner.end))
    for at in closures:
        scope = file.module.scope_at(at)
        file.routes.append((fact, scope.start, scope.end))


def _grpc_served(use: Use) -> Iterator[AnyFact]:
    name = use.owner.name if use.owner is not None else use.symbol[-1]
    if use.rule.construct.form == "base_class":
        name = use.symbol[-1].removesuffix("ImplBase").removesuffix("Coroutine")
    elif use.call.args and "Servicer" not in name and use.rule.construct.target_arg != "name":
        name = last_name(use.call.args[0]) or name
    elif use.call.type_args:
        name = use.call.type_args[0].rpartition(".")[2]
    name = name.removeprefix("add_").removesuffix("Servicer_to_server").removeprefix("Register").removesuffix("Server")
    yield RouteServed(
        location=use.file.location(use.line), rule=use.rule_id, transport="grpc", method="", path=text(name)
    )


def _webhook(use: Use) -> Iterator[AnyFact]:
    header = ""
    if use.rule.construct.target_kind == "header":
        for value in _values(use):
            literal = value.literal or ""
            header = literal if use.file.book.catalog.match_webhook_header(literal) else ""
    use.file.receivers.append((use.call.at, header, use.package))
    return iter(())


_TRANSPORTS: dict[str, Transport] = {
    "graphql_client": "graphql",
    "soap_client": "soap",
    "websocket_client": "websocket",
    "rpc_client": "rpc",
    "websocket_server": "websocket",
    "rpc_server": "rpc",
    "graphql_server": "graphql",
}

HANDLERS: dict[str, Handler] = {
    "http_client": _http,
    "graphql_client": _http,
    "soap_client": _http,
    "websocket_client": _http,
    "rpc_client": _http,
    "service_lookup": _lookup,
    "grpc_client": _grpc,
    "email": _addressed("email"),
    "file_transfer": _addressed("file"),
    "broker_config": _broker,
    "saas_client": _sdk,
    "cloud_client": _sdk,
    "analytics_event": _sdk,
    "serverless_invoke": _invoke_function,
    "gateway": _gateway,
    "publish": _message,
    "consume": _message,
    "task_enqueue": _message,
    "task_worker": _message,
    "db": _store("database"),
    "warehouse": _store("database"),
    "cache": _store("cache"),
    "search": _store("search"),
    "object_storage": _store("object_storage"),
    "http_server_route": _route,
    "websocket_server": _route,
    "grpc_server": _grpc_served,
    "webhook_receiver": _webhook,
}
"""Handlers by catalog role. Roles without one (schedules, declarations) give no facts."""

__all__ = ["HANDLERS", "Handler", "handle", "remember_route"]
