"""Neutral expressions: what every language front end lowers its syntax to.

The engine never sees a syntax tree of a language, only these. An expression that has no neutral meaning is `OPAQUE`.
"""

from __future__ import annotations

import msgspec


class Text(msgspec.Struct, frozen=True, tag=True):
    """A string (or number, as written) known in the source."""

    value: str


class Name(msgspec.Struct, frozen=True, tag=True):
    """An identifier. The instance a method belongs to is always called `this`."""

    name: str


class Member(msgspec.Struct, frozen=True, tag=True):
    """`owner.name`."""

    owner: Expr
    name: str


class Item(msgspec.Struct, frozen=True, tag=True):
    """`owner[key]`."""

    owner: Expr
    key: Expr


class Concat(msgspec.Struct, frozen=True, tag=True):
    """Strings put together: concatenation, interpolation, template literals."""

    parts: tuple[Expr, ...]


class Format(msgspec.Struct, frozen=True, tag=True):
    """A printf-like template with its arguments (`"%s/%s" % (a, b)`)."""

    template: Expr
    args: tuple[Expr, ...]


class Choice(msgspec.Struct, frozen=True, tag=True):
    """One of several values (a ternary, both arms of a match)."""

    options: tuple[Expr, ...]


class Fallback(msgspec.Struct, frozen=True, tag=True):
    """`primary`, or `default` when it is not set (`a || b`, `a ?: b`, `a or b`)."""

    primary: Expr
    default: Expr


class Record(msgspec.Struct, frozen=True, tag=True):
    """A dict or object literal; `line` is 1-based."""

    entries: tuple[tuple[str, Expr], ...]
    line: int = 0


class Listing(msgspec.Struct, frozen=True, tag=True):
    """A list, tuple or array literal."""

    items: tuple[Expr, ...]


class Invoke(msgspec.Struct, frozen=True, tag=True):
    """A call, a construction (`new`) or an annotation with its arguments.

    at: byte offset, line: 1-based line of the called name. type_args: type names given in `<...>`.
    """

    callee: Expr
    args: tuple[Expr, ...] = ()
    keywords: tuple[tuple[str, Expr], ...] = ()
    line: int = 0
    at: int = 0
    new: bool = False
    type_args: tuple[str, ...] = ()


class Closure(msgspec.Struct, frozen=True, tag=True):
    """A function written in place; `at` is the byte offset of its scope, `body` its value when it is one expression."""

    at: int
    body: Expr | None = None


class Opaque(msgspec.Struct, frozen=True, tag=True):
    """An expression with no neutral meaning."""


OPAQUE = Opaque()

Expr = Text | Name | Member | Item | Concat | Format | Choice | Fallback | Record | Listing | Invoke | Closure | Opaque
"""Any neutral expression."""


def last_name(expr: Expr) -> str:
    """The name an expression ends with (`a.b.c` -> "c"), or ""."""
    if isinstance(expr, Invoke):
        return last_name(expr.callee)
    if isinstance(expr, (Name, Member)):
        return expr.name
    return ""


def keyword(call: Invoke, name: str) -> Expr | None:
    """The keyword argument `name`, or None."""
    return next((value for key, value in call.keywords if key == name), None)


def entry(record: Record, name: str) -> Expr | None:
    """The value of a record's key, or None."""
    return next((value for key, value in record.entries if key == name), None)


def dotted(text: str) -> Expr:
    """`a.b.c` as an expression."""
    head, *rest = text.split(".")
    expr: Expr = Name(head)
    for part in rest:
        expr = Member(expr, part)
    return expr
