"""What the handlers of several roles share."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from extractors.code.arguments import targets
from extractors.code.context import Use
from extractors.code.ir import Expr, Member, Name
from mapgen.model.facts import (
    AnyFact,
    Transport,
)
from mapgen.model.value import Value, ref

Handler = Callable[[Use], Iterator[AnyFact]]
"""Facts of one use of a construct."""

_NOT_DTO = frozenset({"String", "Void", "Object", "Map", "List", "byte", "Class", "JsonNode", "Integer", "Boolean"})

TRANSPORTS: dict[str, Transport] = {
    "graphql_client": "graphql",
    "soap_client": "soap",
    "websocket_client": "websocket",
    "rpc_client": "rpc",
    "websocket_server": "websocket",
    "rpc_server": "rpc",
    "graphql_server": "graphql",
}
"""Transport of the roles that are not plain HTTP."""


def target_exprs(use: Use) -> list[Expr]:
    """The expressions a construct names its target by."""
    return list(targets(use.rule, use.call, use.file.folder, use.scope))


def values_of(use: Use) -> list[Value]:
    """The folded targets of a use."""
    spec = use.rule.construct.target_arg
    if spec.startswith("env:"):
        return [ref("env", spec.removeprefix("env:"))]
    if spec.startswith("$"):
        return [use.file.value(Member(Name("this"), spec[1:]), use.scope)]
    return [use.file.value(target, use.scope) for target in targets(use.rule, use.call, use.file.folder, use.scope)]


def dto_of(use: Use) -> str:
    """The class a typed client converts the answer to (`getForObject(url, Customer.class)`)."""
    if not use.file.module.frontend.class_addressed:
        return ""
    for arg in use.call.args[1:]:
        name = arg.name if isinstance(arg, Name) else ""
        if name[:1].isupper() and not name.isupper() and name.removesuffix("[]") not in _NOT_DTO:
            return name
    return ""
