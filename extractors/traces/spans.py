"""The neutral span every trace format is decoded to."""

from __future__ import annotations

from binascii import Error, a2b_base64
from enum import IntEnum
from hashlib import blake2b

import msgspec


class Kind(IntEnum):
    """OpenTelemetry's span kinds, with their numbers."""

    UNSPECIFIED = 0
    INTERNAL = 1
    SERVER = 2
    CLIENT = 3
    PRODUCER = 4
    CONSUMER = 5


_KINDS: dict[object, Kind] = {
    name: kind for kind in Kind for name in (kind.value, kind.name, kind.name.lower(), f"SPAN_KIND_{kind.name}")
}


def kind_of(raw: object) -> Kind:
    """A span kind from its number or name (`3`, `"SPAN_KIND_CLIENT"`, `"client"`); UNSPECIFIED when unknown."""
    return _KINDS.get(raw, Kind.UNSPECIFIED)


class Span(msgspec.Struct, gc=False):
    """One side of one operation.

    trace, id, parent: numbers (0 = no parent). service: who recorded it. ms: duration. failed: error status.
    attributes: flat, as recorded. links: (trace, span) of linked spans. line: 1-based line in the file.
    name: the span's name. time: start, epoch as text. shared: Zipkin's server side of a client's span id.
    peer: the other side's service, where the format has a place for it. raw_id: the id as written.
    """

    trace: int
    id: int
    parent: int
    service: str
    name: str
    kind: Kind
    ms: float
    time: str
    failed: bool
    attributes: dict[str, str]
    links: list[tuple[int, int]] = []
    line: int = 0
    shared: bool = False
    peer: str = ""
    raw_id: str = ""


_LOWER = 0xFFFFFFFFFFFFFFFF


def span_id(raw: str | None) -> int:
    """A trace or span id as a number: hex (8, 16, 32 digits) or base64 of 8 or 16 bytes; 0 when absent.

    Trace ids are cut to their lower 64 bits, which Zipkin propagates alone (the upper ones when those are zero).
    """
    if not raw:
        return 0
    try:
        number = int(raw, 16) if len(raw) <= 32 else -1
    except ValueError:
        number = -1
    if number < 0 or len(raw) in _BASE64_LENGTHS:
        return _base64_id(raw)
    return number if number <= _LOWER else (number & _LOWER or number >> 64)


_BASE64_LENGTHS = (11, 12, 22, 24)


def _base64_id(raw: str) -> int:
    try:
        return int.from_bytes(a2b_base64(raw + "=" * (-len(raw) % 4))[-8:], "big")
    except (Error, ValueError):
        return int.from_bytes(blake2b(raw.encode(), digest_size=8).digest(), "big")
