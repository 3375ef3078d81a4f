"""Go templates as a tree: text, outputs and blocks, each with its line. Only the shape; see `template_eval.py`."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

_ACTION = re.compile(r"\{\{(-(?=\s))?(/\*.*?\*/|.*?)(\s-)?\}\}", re.DOTALL)
_ASSIGN = re.compile(r"(\$\w+(?:\s*,\s*\$\w+)?)\s*:?=\s*(.*)", re.DOTALL)
_MAX_DEPTH = 50


@dataclass(slots=True)
class Text:
    """Literal text."""

    text: str
    line: int


@dataclass(slots=True)
class Output:
    """An expression that is printed; `variables` when it only assigns."""

    expression: str
    line: int
    variables: tuple[str, ...] = ()


@dataclass(slots=True)
class Block:
    """`if`, `range`, `with` or `define`: branches of (expression, body); an empty expression is the else branch."""

    keyword: str
    line: int
    branches: list[tuple[str, list[Node]]] = field(default_factory=list)
    variables: tuple[str, ...] = ()


Node = Text | Output | Block


def parse(template: str) -> list[Node]:
    """The nodes of a template. Unbalanced blocks end with the text: a broken template is read as far as it goes."""
    parser = _Parser(_tokens(template))
    return parser.body(0)[0]


def _tokens(template: str) -> list[Text | Output]:
    """Text and raw actions in order, whitespace trimmed where the action says so (`{{-`, `-}}`)."""
    made: list[Text | Output] = []
    position, line, trim = 0, 1, False
    for found in _ACTION.finditer(template):
        text = template[position : found.start()]
        start = line
        if trim:
            kept = text.lstrip()
            start += text[: len(text) - len(kept)].count("\n")
        else:
            kept = text
        if found.group(1):
            kept = kept.rstrip()
        if kept:
            made.append(Text(kept, start))
        line += text.count("\n")
        made.append(Output(found.group(2).strip(), line))
        line += found.group().count("\n")
        position, trim = found.end(), bool(found.group(3))
    rest = template[position:]
    kept = rest.lstrip() if trim else rest
    if kept:
        made.append(Text(kept, line + rest[: len(rest) - len(kept)].count("\n")))
    return made


class _Parser:
    def __init__(self, tokens: list[Text | Output]) -> None:
        self.tokens = tokens
        self.position = 0

    def body(self, depth: int) -> tuple[list[Node], Output | None]:
        """Nodes up to the `else` or `end` that closes this body (given back), or to the end of the text."""
        nodes: list[Node] = []
        while self.position < len(self.tokens):
            token = self.tokens[self.position]
            self.position += 1
            if isinstance(token, Text):
                nodes.append(token)
                continue
            keyword, _, rest = token.expression.partition(" ")
            if keyword in ("end", "else"):
                return nodes, token
            if keyword in ("if", "range", "with", "define", "block") and depth < _MAX_DEPTH:
                nodes.append(self.block(keyword, rest.strip(), token.line, depth))
            elif not token.expression.startswith("/*"):
                nodes.append(_output(token))
        return nodes, None

    def block(self, keyword: str, expression: str, line: int, depth: int) -> Block:
        variables, expression = _assignment(expression)
        made = Block(keyword, line, [], variables)
        while True:
            nodes, closing = self.body(depth + 1)
            made.branches.append((expression, nodes))
            if closing is None or closing.expression == "end":
                return made
            expression = closing.expression.removeprefix("else").strip().removeprefix("if ").strip()
            expression = expression.removeprefix("with ").strip()


def _output(token: Output) -> Output:
    variables, expression = _assignment(token.expression)
    return Output(expression, token.line, variables)


def _assignment(expression: str) -> tuple[tuple[str, ...], str]:
    found = _ASSIGN.fullmatch(expression)
    if found is None:
        return (), expression
    return tuple(name.strip() for name in found.group(1).split(",")), found.group(2)
