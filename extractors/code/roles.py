"""What the use of a construct means: one handler per catalog role, each giving facts. Calls stand here."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractors.code.arguments import http_method, payload, targets
from extractors.code.context import ADDRESSES, Use
from extractors.code.conventions import named_transport, webhook_dispatch
from extractors.code.declared import (
    TargetKind,
    addresses_built,
    declared_client,
    placeheld,
)
from extractors.code.frameworks import aws_operation
from extractors.code.role_common import TRANSPORTS, Handler, dto_of, target_exprs, values_of
from extractors.code.role_messages import message_facts
from extractors.code.role_routes import grpc_served, remember_route, route_facts, webhook_facts
from extractors.code.role_stores import store_handler
from extractors.code.values import best, is_absolute, rank
from mapgen.model.facts import (
    Access,
    AnyFact,
    CallMade,
    FlowDeclared,
    Transport,
)
from mapgen.model.value import UNKNOWN, Ref, Value, text

_TARGET_KINDS: dict[str, TargetKind] = {
    "host": "host",
    "service": "service",
    "connection": "name",
    "account": "name",
}

_READS = frozenset({"GET", "HEAD", "OPTIONS"})


def handle(use: Use) -> Iterator[AnyFact]:
    """The facts of one use."""
    handler = HANDLERS.get(use.rule.role)
    return handler(use) if handler is not None else iter(())


def _http(use: Use) -> Iterator[AnyFact]:
    if use.owner is not None:
        yield from declared_client(use)
        return
    if use.rule.construct.target_kind in ("base_url", "path_prefix"):
        return
    if use.rule.construct.target_arg[:1] == "0" and not use.call.args and not use.call.keywords:
        return  # the beginning of a builder
    method = http_method(use.rule, use.call) or use.chained_method()
    for value in values_of(use) or ([] if use.rule.construct.target_kind == "location" else [UNKNOWN]):
        target = use.with_base(value)
        if use.rule.construct.target_kind == "location" and not is_absolute(target):
            continue  # a file as well as a URL can stand here
        if not rank(target) or _may_be_data(target):
            sent = [flow for item in target_exprs(use) for flow in webhook_dispatch(use, item)]
            yield from sent
            if sent or (not rank(target) and _only_an_address(use)):
                continue
        if use.rule.construct.target_arg in ("receiver", "1:url", "BaseAddress"):
            yield from addresses_built(use, target)
        yield CallMade(
            location=use.file.location(use.line),
            rule=use.rule_id,
            transport=TRANSPORTS.get(use.rule.role, "http"),
            target=target,
            target_kind=_target_kind(use),
            package=use.package,
            method=method,
            object_name=dto_of(use),
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


def _target_kind(use: Use) -> TargetKind:
    return _TARGET_KINDS.get(use.rule.construct.target_kind, "url")


def _access(method: str) -> Access:
    if not method:
        return "unknown"
    return "read" if method in _READS else "write"


def _lookup(use: Use) -> Iterator[AnyFact]:
    """Asking the registry for a service by name is the start of a call to it."""
    for value in values_of(use):
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
        for value in values_of(use) or [UNKNOWN]:
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
        values = values_of(use)
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
    values = [value for value in values_of(use) if value.known]
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
    for value in values_of(use) or [UNKNOWN]:
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
    for value in values_of(use):
        yield FlowDeclared(
            location=use.file.location(use.line),
            rule=use.rule_id,
            source=None,
            target=value,
            relation="route",
            transport="http",
        )


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
    "publish": message_facts,
    "consume": message_facts,
    "task_enqueue": message_facts,
    "task_worker": message_facts,
    "db": store_handler("database"),
    "warehouse": store_handler("database"),
    "cache": store_handler("cache"),
    "search": store_handler("search"),
    "object_storage": store_handler("object_storage"),
    "http_server_route": route_facts,
    "websocket_server": route_facts,
    "grpc_server": grpc_served,
    "webhook_receiver": webhook_facts,
}
"""Handlers by catalog role. Roles without one (schedules, declarations) give no facts."""

__all__ = ["HANDLERS", "Handler", "handle", "remember_route"]
