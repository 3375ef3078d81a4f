"""Symbolic strings: what an extractor knows of a value before configuration is looked up.

A `Value` is a sequence of literal text and named holes (`Ref`). Extractors fold what they can see in
one file; the resolver fills holes from configuration and constants found elsewhere.
"""

from __future__ import annotations

from typing import Literal

import msgspec

RefKind = Literal["env", "property", "const", "param", "unknown"]
"""Where a hole is filled from.

env: an environment variable. property: a configuration key (`spring.kafka.topic`, `Services:Crm:Url`).
const: a constant of another file, named `<file path without extension>#NAME` for path-addressed languages
or `ClassName#NAME` for class-addressed ones. param: a parameter of the surrounding function.
unknown: a run-time value.
"""


class Ref(msgspec.Struct, frozen=True, tag="ref"):
    """A hole in a `Value`; `default` is the value the source itself falls back to."""

    kind: RefKind
    name: str
    default: Value | None = None


class Value(msgspec.Struct, frozen=True, tag="value"):
    """A string made of literal parts and holes, in order."""

    parts: tuple[str | Ref, ...] = ()

    @property
    def literal(self) -> str | None:
        """The string, when no hole is left; otherwise None."""
        if any(isinstance(part, Ref) for part in self.parts):
            return None
        return "".join(part for part in self.parts if isinstance(part, str))

    @property
    def refs(self) -> tuple[Ref, ...]:
        """The holes, in order."""
        return tuple(part for part in self.parts if isinstance(part, Ref))

    @property
    def known(self) -> bool:
        """True when at least one literal character or one named (not `unknown`) hole is present."""
        return any(part if isinstance(part, str) else part.kind not in ("unknown", "param") for part in self.parts)

    def __str__(self) -> str:
        return "".join(part if isinstance(part, str) else f"{{{part.kind}:{part.name}}}" for part in self.parts)

    def __add__(self, other: Value | str) -> Value:
        tail = (other,) if isinstance(other, str) else other.parts
        return Value(_merge((*self.parts, *tail)))


def text(literal: str) -> Value:
    """A value without holes."""
    return Value((literal,) if literal else ())


def ref(kind: RefKind, name: str, default: Value | str | None = None) -> Value:
    """A value that is one hole."""
    return Value((Ref(kind, name, text(default) if isinstance(default, str) else default),))


def join(*pieces: Value | str) -> Value:
    """Concatenate values and strings."""
    parts: list[str | Ref] = []
    for piece in pieces:
        parts.extend((piece,) if isinstance(piece, str) else piece.parts)
    return Value(_merge(tuple(parts)))


UNKNOWN = ref("unknown", "")
"""A value nothing is known about."""


def _merge(parts: tuple[str | Ref, ...]) -> tuple[str | Ref, ...]:
    merged: list[str | Ref] = []
    for part in parts:
        if part == "":
            continue
        last = merged[-1] if merged else None
        if isinstance(part, str) and isinstance(last, str):
            merged[-1] = last + part
        else:
            merged.append(part)
    return tuple(merged)
