"""Messages an AsyncAPI document's application sends and receives, whatever the version of the format.

Up to version 2 a channel's `publish` says what *others* may publish, so the application subscribes, and the other way
round; version 3 speaks of the application itself (`send`, `receive`).
Source: AsyncAPI 3.0.0 migration guide, "publish/subscribe confusion".
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from extractors.documents.refs import Place, References

Direction = Literal["publish", "subscribe"]

_INVERTED: dict[str, Direction] = {"publish": "subscribe", "subscribe": "publish"}
_ACTIONS: dict[str, Direction] = {"send": "publish", "receive": "subscribe"}
_OPPOSITE: dict[Direction, Direction] = {"publish": "subscribe", "subscribe": "publish"}
_CHANNEL_KEYS = ("channels", "topics")
_MAX_MESSAGES = 500


@dataclass(frozen=True, slots=True)
class Exchange:
    """One kind of message on one channel. channel: its address. written: place of the operation. message: the resolved
    message object, {} when none is described."""

    direction: Direction
    channel: str
    operation_id: str
    node: dict[str, Any]
    written: Place
    message: dict[str, Any]
    message_name: str
    message_place: Place
    reply: bool = False


def exchanges(data: dict[str, Any], references: References, root: Place) -> Iterator[Exchange]:
    """All exchanges of a document, in its order."""
    if str(data.get("asyncapi", "")).startswith(("1", "2")):
        yield from _by_channel(data, references, root)
    else:
        yield from _by_operation(data, references, root)


def _by_channel(data: dict[str, Any], references: References, root: Place) -> Iterator[Exchange]:
    base = data.get("baseTopic")
    prefix = f"{base}." if isinstance(base, str) and base else ""
    for key in _CHANNEL_KEYS:
        for name, item in _items(data.get(key)):
            channel, place = references.resolve(item, root.at(key, name))
            for verb, direction in _INVERTED.items():
                operation = channel.get(verb) if isinstance(channel, dict) else None
                if isinstance(operation, dict):
                    at = place.at(verb)
                    operation_id = str(operation.get("operationId") or "")
                    for message, message_name, where in _messages_before_3(operation, references, at):
                        yield Exchange(
                            direction, prefix + name, operation_id, operation, at, message, message_name, where
                        )


def _messages_before_3(
    operation: dict[str, Any], references: References, at: Place
) -> Iterator[tuple[dict[str, Any], str, Place]]:
    if "message" not in operation:
        yield operation, "", at  # version 1 writes the message where version 2 has the operation
        return
    message, place = references.resolve(operation["message"], at.at("message"))
    choices = message.get("oneOf") if isinstance(message, dict) else None
    if not isinstance(choices, list):
        yield _named(message, place)
        return
    for index, choice in enumerate(choices[:_MAX_MESSAGES]):
        yield _named(*references.resolve(choice, place.at("oneOf", index)))


def _by_operation(data: dict[str, Any], references: References, root: Place) -> Iterator[Exchange]:
    for name, item in _items(data.get("operations")):
        operation, place = references.resolve(item, root.at("operations", name))
        direction = _ACTIONS.get(str(operation.get("action"))) if isinstance(operation, dict) else None
        if direction is None:
            continue
        written = root.at("operations", name)
        yield from _on_channel(operation, name, direction, references, place, written)
        reply, at = references.resolve(operation.get("reply"), place.at("reply"))
        if isinstance(reply, dict):
            yield from _on_channel(reply, name, _OPPOSITE[direction], references, at, at, reply=True)


def _on_channel(
    operation: dict[str, Any],
    name: str,
    direction: Direction,
    references: References,
    place: Place,
    written: Place,
    *,
    reply: bool = False,
) -> Iterator[Exchange]:
    channel, at = references.resolve(operation.get("channel"), place.at("channel"))
    if not isinstance(channel, dict):
        return
    address = channel.get("address")
    label = address if isinstance(address, str) and address else str(at.path[-1])
    for message, message_name, where in _messages_of_3(operation, channel, references, place, at):
        yield Exchange(direction, label, name, operation, written, message, message_name, where, reply)


def _messages_of_3(
    operation: dict[str, Any], channel: dict[str, Any], references: References, place: Place, at: Place
) -> Iterator[tuple[dict[str, Any], str, Place]]:
    """The operation's own choice of messages, else all of its channel."""
    chosen = operation.get("messages")
    if isinstance(chosen, list) and chosen:
        listed = [(item, place.at("messages", index)) for index, item in enumerate(chosen)]
    else:
        listed = [(item, at.at("messages", key)) for key, item in _items(channel.get("messages"))]
    if not listed:
        yield {}, "", at
    for item, where in listed[:_MAX_MESSAGES]:
        yield _named(*references.resolve(item, where))


def _named(message: Any, place: Place) -> tuple[dict[str, Any], str, Place]:
    if not isinstance(message, dict):
        return {}, "", place
    by_place = place.path[-1] if len(place.path) >= 2 and place.path[-2] == "messages" else ""
    name = next((item for item in (message.get("name"), by_place, message.get("title")) if isinstance(item, str)), "")
    return message, name, place


def _items(value: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(value, dict):
        yield from value.items()
