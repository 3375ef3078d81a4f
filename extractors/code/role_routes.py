"""Serving roles: routes, gRPC services, webhook receivers."""

from __future__ import annotations

from collections.abc import Iterator

from extractors.code.arguments import http_method, targets
from extractors.code.context import FileContext, Use
from extractors.code.declared import (
    class_prefix,
    partner,
)
from extractors.code.ir import Closure, Name, last_name
from extractors.code.module import Scope
from extractors.code.role_common import TRANSPORTS, values_of
from extractors.code.values import is_absolute, rank, slashed
from mapgen.model.facts import (
    AnyFact,
    RouteServed,
)
from mapgen.model.value import Value, join, text

_ROUTE_KINDS = frozenset({"path"})


def route_facts(use: Use) -> Iterator[AnyFact]:
    """A served route, with the prefix of its class or router."""
    if use.rule.construct.target_kind == "path_prefix" or use.rule.construct.form == "file_route":
        return
    if use.owner is not None and use.owner.kind == "class":
        return  # a prefix: the routes of the class carry it
    values = values_of(use)
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
            transport=TRANSPORTS.get(use.rule.role, "http"),
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


def grpc_served(use: Use) -> Iterator[AnyFact]:
    """A gRPC service that is served."""
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


def webhook_facts(use: Use) -> Iterator[AnyFact]:
    """A signature check: what it verifies makes a vendor the caller."""
    header = ""
    if use.rule.construct.target_kind == "header":
        for value in values_of(use):
            literal = value.literal or ""
            header = literal if use.file.book.catalog.match_webhook_header(literal) else ""
    use.file.receivers.append((use.call.at, header, use.package))
    return iter(())
