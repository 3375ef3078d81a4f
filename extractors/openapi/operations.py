"""The operations of an OpenAPI or Swagger document: paths, webhooks and callbacks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from extractors.documents.refs import Place, References

METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace", "query")
"""Operation keys of a path item (OpenAPI 3.2 adds `query` and `additionalOperations`)."""

WEBHOOK_KEYS = ("webhooks", "x-webhooks")
"""Where a document lists the requests its API sends (3.1, and the extension older documents use)."""

MAX_OPERATIONS = 20_000
"""Operations taken from one document."""


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation, not yet interpreted.

    direction: "call" or "webhook" (the API sends it). path: template, webhook name or callback expression. written:
    place of the operation's key. parameters: those of the path item and its own, resolved.
    """

    direction: Literal["call", "webhook"]
    method: str
    path: str
    node: dict[str, Any]
    written: Place
    parameters: tuple[tuple[dict[str, Any], Place], ...]
    callback: bool = False


def operations(data: dict[str, Any], references: References, root: Place) -> Iterator[Operation]:
    """All operations of a document, in its order: paths with their callbacks, then webhooks."""
    budget = MAX_OPERATIONS
    for operation in _all(data, references, root):
        yield operation
        budget -= 1
        if budget == 0:
            return


def _all(data: dict[str, Any], references: References, root: Place) -> Iterator[Operation]:
    for name, item in _mapping(data.get("paths")):
        for operation in _of_item("call", name, item, references, root.at("paths", name)):
            yield operation
            yield from _callbacks(operation, references)
    for key in WEBHOOK_KEYS:
        for name, item in _mapping(data.get(key)):
            yield from _of_item("webhook", name, item, references, root.at(key, name))


def _of_item(
    direction: Literal["call", "webhook"],
    path: str,
    item: Any,
    references: References,
    at: Place,
    callback: bool = False,
) -> Iterator[Operation]:
    node, place = references.resolve(item, at)
    if not isinstance(node, dict):
        return
    shared = _parameters(node.get("parameters"), references, place.at("parameters"))
    for method, written, body in _methods(node, place):
        operation, inner = references.resolve(body, written)
        if isinstance(operation, dict):
            own = _parameters(operation.get("parameters"), references, inner.at("parameters"))
            yield Operation(direction, method.upper(), path, operation, written, shared + own, callback)


def _methods(item: dict[str, Any], place: Place) -> Iterator[tuple[str, Place, Any]]:
    for key, value in item.items():
        if key.lower() in METHODS:
            yield key, place.at(key), value
        elif key == "additionalOperations":
            for method, operation in _mapping(value):
                yield method, place.at(key, method), operation


def _callbacks(operation: Operation, references: References) -> Iterator[Operation]:
    for name, callback in _mapping(operation.node.get("callbacks")):
        node, place = references.resolve(callback, operation.written.at("callbacks", name))
        for expression, item in _mapping(node):
            if not expression.startswith("x-"):
                at = place.at(expression)
                yield from _of_item("webhook", expression, item, references, at, callback=True)


def _parameters(listed: Any, references: References, at: Place) -> tuple[tuple[dict[str, Any], Place], ...]:
    found = []
    for index, parameter in enumerate(listed if isinstance(listed, list) else ()):
        node, place = references.resolve(parameter, at.at(index))
        if isinstance(node, dict):
            found.append((node, place))
    return tuple(found)


def _mapping(value: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(value, dict):
        yield from value.items()
