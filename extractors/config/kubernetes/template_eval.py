"""Evaluates the part of Go templates that Helm charts really use; what is not understood prints nothing.

Nothing is executed but the closed table of functions below. Loops and output are bounded.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import orjson

from extractors.config.common.tree import as_map, scalar
from extractors.config.kubernetes.template_parser import Block, Node, Output, Text

_TOKEN = re.compile(r'"((?:[^"\\]|\\.)*)"|`([^`]*)`|(-?\d+(?:\.\d+)?)(?![\w.])|([()|])|([^\s()|"`]+)')
_MAX_OUTPUT = 1_000_000
_MAX_STEPS = 50_000


@dataclass(slots=True)
class Lines:
    """Output under construction: lines of text and the template line each came from."""

    lines: list[str] = field(default_factory=lambda: [""])
    origins: list[int] = field(default_factory=lambda: [1])
    size: int = 0

    def add(self, text: str, line: int, *, spans: bool) -> None:
        """Append text that starts at template line `line`; `spans`: its line breaks are the template's own."""
        self.size += len(text)
        for index, part in enumerate(text.split("\n")):
            here = line + index if spans else line
            if index:
                self.lines.append(part)
                self.origins.append(here)
            else:
                if part.strip() and not self.lines[-1].strip():
                    self.origins[-1] = here
                self.lines[-1] += part


@dataclass(slots=True)
class Scope:
    """What names mean while a body is evaluated: `.` and the variables (`$` is the root)."""

    dot: Any
    variables: dict[str, Any]

    def inner(self, dot: Any) -> Scope:
        """The scope of a body with another `.`."""
        return Scope(dot, dict(self.variables))


class Evaluator:
    """Renders nodes; `helpers` are the bodies of `define` blocks by name."""

    def __init__(self, root: dict[str, Any], helpers: Mapping[str, list[Node]]) -> None:
        self.root = root
        self.helpers = helpers
        self.steps = 0
        self.depth = 0

    def render(self, nodes: list[Node]) -> Lines:
        """The text of a template."""
        out = Lines()
        self._render(nodes, Scope(self.root, {"$": self.root}), out)
        return out

    def _render(self, nodes: list[Node], scope: Scope, out: Lines) -> None:
        for node in nodes:
            self.steps += 1
            if self.steps > _MAX_STEPS or out.size > _MAX_OUTPUT:
                return
            if isinstance(node, Text):
                out.add(node.text, node.line, spans=True)
            elif isinstance(node, Output):
                self._output(node, scope, out)
            else:
                self._block(node, scope, out)

    def _output(self, node: Output, scope: Scope, out: Lines) -> None:
        expression = node.expression
        if expression.startswith("template "):
            expression = "include " + expression.removeprefix("template ")
        value = self.value(expression, scope)
        if node.variables:
            scope.variables[node.variables[0]] = value
        else:
            out.add(printed(value), node.line, spans=False)

    def _block(self, node: Block, scope: Scope, out: Lines) -> None:
        if node.keyword == "define":
            return
        for expression, body in node.branches:
            if not expression:
                self._render(body, scope, out)
                return
            value = self.value(expression, scope)
            if truth(value):
                self._branch(node, value, body, scope, out)
                return

    def _branch(self, node: Block, value: Any, body: list[Node], scope: Scope, out: Lines) -> None:
        if node.keyword == "if":
            self._render(body, scope, out)
        elif node.keyword in ("with", "block"):
            inner = scope.inner(value)
            if node.variables:
                inner.variables[node.variables[0]] = value
            self._render(body, inner, out)
        else:
            for key, item in _items(value):
                inner = scope.inner(item)
                inner.variables.update(zip(reversed(node.variables), (item, key), strict=False))
                self._render(body, inner, out)

    def value(self, expression: str, scope: Scope) -> Any:
        """The value of a pipeline; None when it is not understood."""
        tokens = list(_TOKEN.finditer(expression))
        value, _ = self._pipeline(tokens, 0, scope)
        return value

    def _pipeline(self, tokens: list[re.Match[str]], position: int, scope: Scope) -> tuple[Any, int]:
        value: Any = None
        first = True
        while position < len(tokens):
            words: list[Any] = []
            name = ""
            while position < len(tokens):
                found = tokens[position]
                position += 1
                mark = found.group(4)
                if mark == "(":
                    inner, position = self._pipeline(tokens, position, scope)
                    words.append(inner)
                elif mark in (")", "|"):
                    position -= 1
                    break
                elif not words and not name and (bare := found.group(5)) and bare in FUNCTIONS | CONTROLS:
                    name = bare
                else:
                    words.append(self._operand(found, scope))
            value = self._call(name, words if first else [*words, value], scope) if name else _one(words, value, first)
            first = False
            if position >= len(tokens) or tokens[position].group(4) == ")":
                return value, position + 1
            position += 1
        return value, position

    def _operand(self, found: re.Match[str], scope: Scope) -> Any:
        text, raw, number, _, bare = found.groups()
        if text is not None:
            return text.replace('\\"', '"').replace("\\n", "\n")
        if raw is not None:
            return raw
        if number is not None:
            return float(number) if "." in number else int(number)
        if bare in ("true", "false"):
            return bare == "true"
        return _path(bare, scope)

    def _call(self, name: str, words: list[Any], scope: Scope) -> Any:
        if name == "include":
            return self._include(words)
        if name == "tpl":
            return words[0] if words else None
        try:
            return FUNCTIONS_TABLE[name](*words)
        except (TypeError, ValueError, AttributeError, IndexError, KeyError, ZeroDivisionError):
            return None  # a call with arguments we do not know: prints nothing, as an unknown function does

    def _include(self, words: list[Any]) -> str | None:
        body = self.helpers.get(str(words[0])) if words else None
        if body is None or self.depth > 20:
            return None
        self.depth += 1
        out = Lines()
        dot = words[1] if len(words) > 1 else self.root
        self._render(body, Scope(dot, {"$": dot}), out)
        self.depth -= 1
        return "\n".join(out.lines)


def _one(words: list[Any], value: Any, first: bool) -> Any:
    return words[0] if words and first else (None if first else value)


def _path(bare: str, scope: Scope) -> Any:
    """`.a.b` from the dot, `$.a`, `$name.a`; anything else is unknown."""
    head, _, rest = bare.partition(".")
    if head == "":
        value = scope.dot
    elif head in scope.variables:
        value = scope.variables[head]
    else:
        return None
    for step in rest.split(".") if rest else []:
        value = value.get(step) if isinstance(value, dict) else None
    return value


def _items(value: Any) -> list[tuple[Any, Any]]:
    if isinstance(value, dict):
        return sorted(value.items())
    if isinstance(value, list):
        return list(enumerate(value))
    return []


def truth(value: Any) -> bool:
    """Go's idea of truth: empty things are false."""
    return bool(value)


def printed(value: Any) -> str:
    """A value as it is printed."""
    if value is None:
        return ""
    if isinstance(value, dict | list):
        return orjson.dumps(value).decode()
    return scalar(value) or ""


def _default(fallback: Any, value: Any = None) -> Any:
    return value if truth(value) else fallback


def _printf(pattern: str, *words: Any) -> str:
    queue = list(words)
    return re.sub(r"%[sdvq]", lambda _: printed(queue.pop(0)) if queue else "", pattern)


def _same(value: Any, *_: Any) -> Any:
    return value


def _indented(count: int, value: Any) -> str:
    pad = " " * min(int(count), 80)
    return "\n".join(pad + line if line else line for line in printed(value).split("\n"))


def _coalesce(*words: Any) -> Any:
    return next((word for word in words if truth(word)), None)


def _quoted(*words: Any) -> str:
    return " ".join(orjson.dumps(printed(word)).decode() for word in words)


FUNCTIONS_TABLE: dict[str, Callable[..., Any]] = {
    "default": _default,
    "quote": _quoted,
    "squote": lambda value: "'" + printed(value).replace("'", "''") + "'",
    "printf": _printf,
    "toYaml": _same,
    "toJson": _same,
    "fromYaml": _same,
    "toString": printed,
    "required": lambda _, value: value,
    "nindent": lambda count, value: "\n" + _indented(count, value),
    "indent": _indented,
    "trunc": lambda count, value: printed(value)[: int(count)],
    "trim": lambda value: printed(value).strip(),
    "trimSuffix": lambda suffix, value: printed(value).removesuffix(suffix),
    "trimPrefix": lambda prefix, value: printed(value).removeprefix(prefix),
    "lower": lambda value: printed(value).lower(),
    "upper": lambda value: printed(value).upper(),
    "replace": lambda old, new, value: printed(value).replace(old, new),
    "contains": lambda part, value: printed(part) in printed(value),
    "hasPrefix": lambda prefix, value: printed(value).startswith(prefix),
    "hasSuffix": lambda suffix, value: printed(value).endswith(suffix),
    "hasKey": lambda value, key: key in as_map(value),
    "get": lambda value, key: as_map(value).get(key),
    "index": lambda value, *keys: _index(value, keys),
    "dict": lambda *words: dict(zip(words[::2], words[1::2], strict=False)),
    "list": lambda *words: list(words),
    "join": lambda separator, value: separator.join(printed(item) for item in value),
    "eq": lambda left, *others: any(left == other for other in others),
    "ne": lambda left, right: left != right,
    "lt": lambda left, right: left < right,
    "gt": lambda left, right: left > right,
    "not": lambda value: not truth(value),
    "and": lambda *words: next((word for word in words if not truth(word)), words[-1] if words else None),
    "or": _coalesce,
    "empty": lambda value: not truth(value),
    "coalesce": _coalesce,
    "ternary": lambda yes, no, value: yes if truth(value) else no,
    "int": lambda value: int(float(printed(value))),
    "int64": lambda value: int(float(printed(value))),
    "add": lambda *words: sum(int(word) for word in words),
    "len": lambda value: len(value),
    "kindIs": lambda kind, value: kind == _KINDS.get(type(value), ""),
    "semverCompare": lambda *_: True,
    "merge": lambda *words: {key: value for word in reversed(words) for key, value in as_map(word).items()},
}
_KINDS: dict[type, str] = {str: "string", dict: "map", list: "slice", bool: "bool", int: "int", float: "float64"}
FUNCTIONS = frozenset(FUNCTIONS_TABLE)
CONTROLS = frozenset({"include", "tpl"})


def _index(value: Any, keys: tuple[Any, ...]) -> Any:
    for key in keys:
        value = value[key] if isinstance(value, list) else as_map(value).get(str(key))
    return value
