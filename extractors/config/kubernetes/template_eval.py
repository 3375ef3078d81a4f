"""Evaluates the part of Go templates that Helm charts really use; what is not understood prints nothing.

Nothing is executed but the closed table of functions below. Loops and output are bounded.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from extractors.config.kubernetes.template_functions import CONTROLS, FUNCTIONS, FUNCTIONS_TABLE, printed, truth
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
