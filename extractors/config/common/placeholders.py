"""Placeholders of the config world, read into `Value`s with named holes.

One scanner serves all: it walks the text once, finds balanced `${...}` and hands the inside to the dialect. Nothing
here backtracks; nesting is bounded.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from mapgen.model.value import UNKNOWN, Value, join, ref, text

_MAX_DEPTH = 8
_MAX_LENGTH = 20_000
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_ENV_NAME = re.compile(r"[A-Z][A-Z0-9_]*")
_SHELL = re.compile(r"([A-Za-z_][A-Za-z0-9_]*)(?:(:?[-?+=])(.*))?", re.DOTALL)
_TEMPLATE = re.compile(r"\{\{-?\s*(.*?)\s*-?\}\}", re.DOTALL)

Inside = Callable[[str, int], Value]


def shell(raw: str, known: Mapping[str, Value] | None = None) -> Value:
    """A value with shell or compose variables: `$A`, `${A}`, `${A:-b}`, `${A-b}`, `${A:?msg}`, `${env:A}`, `$$`.

    `known` gives values of variables (a `.env` file): they become the hole's default.
    """
    values = known or {}

    def inside(expression: str, depth: int) -> Value:
        found = _SHELL.fullmatch(expression.removeprefix("env:"))
        if found is None:
            return UNKNOWN
        name, operator, rest = found.groups()
        default = values.get(name)
        if default is None and operator in ("-", ":-", "=", ":="):
            default = _scan(rest, inside, depth + 1, bare=True)
        return ref("env", name, default)

    return _scan(raw, inside, 0, bare=True)


def spring(raw: str) -> Value:
    """A value with Spring, MicroProfile or log4j placeholders: `${key}`, `${key:default}`, `${ENV_NAME}`, `#{...}`.

    An upper-case name is an environment variable, everything else a property. `${env:A:default}` and `${sys:a}`
    are read as what they name.
    """

    def inside(expression: str, depth: int) -> Value:
        prefix, colon, rest = expression.partition(":")
        if colon and prefix in ("env", "sys"):
            expression = rest
        name, colon, default = expression.partition(":")
        default = default.removeprefix("-")
        name = name.strip()
        kind = "env" if prefix == "env" or _ENV_NAME.fullmatch(name) else "property"
        fallback = _scan(default, inside, depth + 1) if colon else None
        return ref("env" if kind == "env" else "property", name, fallback)

    if raw.startswith("#{") and raw.endswith("}"):
        return UNKNOWN
    return _scan(raw, inside, 0)


def kubernetes(raw: str) -> Value:
    """A container's value: `$(NAME)` is an environment variable of the same container."""
    pieces: list[Value | str] = []
    rest = raw
    while "$(" in rest:
        head, _, tail = rest.partition("$(")
        name, closed, after = tail.partition(")")
        if not closed or not _NAME.fullmatch(name):
            pieces.extend((head, "$("))
            rest = tail
            continue
        pieces.extend((head, ref("env", name)))
        rest = after
    return join(*pieces, rest)


def template(raw: str) -> Value:
    """Text with `{{ ... }}` expressions (Jinja, Go templates): `env_var('A', 'b')` is a variable, the rest unknown."""
    pieces: list[Value | str] = []
    end = 0
    for found in _TEMPLATE.finditer(raw):
        pieces.extend((raw[end : found.start()], _template_hole(found.group(1))))
        end = found.end()
    return join(*pieces, raw[end:])


_ENV_VAR_CALL = re.compile(r"""env_var\(\s*["']([^"']+)["']\s*(?:,\s*["']([^"']*)["'])?""")


def _template_hole(expression: str) -> Value:
    found = _ENV_VAR_CALL.search(expression)
    if found is None:
        return UNKNOWN
    name, default = found.groups()
    return ref("env", name, text(default) if default is not None else None)


def _scan(raw: str, inside: Inside, depth: int, *, bare: bool = False) -> Value:
    if "$" not in raw or depth > _MAX_DEPTH or len(raw) > _MAX_LENGTH:
        return text(raw)
    closing = _closing_braces(raw)
    pieces: list[Value | str] = []
    position = 0
    while position < len(raw):
        dollar = raw.find("$", position)
        if dollar < 0:
            pieces.append(raw[position:])
            break
        pieces.append(raw[position:dollar])
        end = closing.get(dollar + 1, -1)
        if end >= 0:
            pieces.append(inside(raw[dollar + 2 : end], depth))
            position = end + 1
            continue
        piece, position = _bare_hole(raw, dollar, inside, depth) if bare else ("$", dollar + 1)
        pieces.append(piece)
    return join(*pieces)


def _bare_hole(raw: str, dollar: int, inside: Inside, depth: int) -> tuple[Value | str, int]:
    """`$NAME`, the escape `$$`, or a dollar that means itself."""
    if raw[dollar + 1 : dollar + 2] == "$":
        return "$", dollar + 2
    if found := _NAME.match(raw, dollar + 1):
        return inside(found.group(), depth), found.end()
    return "$", dollar + 1


def _closing_braces(raw: str) -> dict[int, int]:
    """The closing brace of every opening one, in one pass."""
    open_at: list[int] = []
    found: dict[int, int] = {}
    for position, letter in enumerate(raw):
        if letter == "{":
            open_at.append(position)
        elif letter == "}" and open_at:
            found[open_at.pop()] = position
    return found


def resolved(value: Value) -> str | None:
    """The text when every hole is filled with its own default; None when one has none."""
    pieces: list[str] = []
    for part in value.parts:
        piece = part if isinstance(part, str) else (resolved(part.default) if part.default is not None else None)
        if piece is None:
            return None
        pieces.append(piece)
    return "".join(pieces)
