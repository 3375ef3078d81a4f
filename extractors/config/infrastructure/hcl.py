"""A small reader of HCL (Terraform): blocks, attributes and their lines. Expressions stay text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from mapgen.errors import BudgetExceeded

_TOKEN = re.compile(
    r"(?P<comment>#[^\n]*|//[^\n]*|/\*.*?\*/)"
    r"|<<-?(?P<tag>\w+)\n(?P<body>.*?)\n[ \t]*(?P=tag)(?=\s|$)"
    r"|\"(?P<string>(?:[^\"\\]|\\.)*)\""
    r"|(?P<mark>[{}\[\]=,:()\n])"
    r"|(?P<word>[^\s{}\[\]=,:()\"#]+)",
    re.DOTALL,
)
_MAX_DEPTH = 60


@dataclass(frozen=True, slots=True)
class Expression:
    """A bare expression as written (`aws_sqs_queue.orders.arn`, `var.region`)."""

    source: str


@dataclass(slots=True)
class Block:
    """A block: `kind` and labels, attributes by name with their lines, nested blocks in order."""

    kind: str
    labels: tuple[str, ...]
    line: int
    attributes: dict[str, Any] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)
    blocks: list[Block] = field(default_factory=list)

    def all(self, kind: str) -> list[Block]:
        """Nested blocks of a kind."""
        return [block for block in self.blocks if block.kind == kind]

    def text(self, name: str) -> str:
        """A string attribute; "" when missing or computed."""
        value = self.attributes.get(name)
        return value if isinstance(value, str) else ""


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str
    line: int


def _tokens(content: str) -> Iterator[_Token]:
    line, position = 1, 0
    for found in _TOKEN.finditer(content):
        line += content.count("\n", position, found.start())
        position = found.start()
        if found.group("comment") is not None:
            continue
        if found.group("tag") is not None:
            yield _Token("string", found.group("body"), line)
        elif found.group("string") is not None:
            yield _Token("string", found.group("string").replace('\\"', '"'), line)
        elif found.group("mark") is not None:
            yield _Token("mark", found.group("mark"), line)
        else:
            yield _Token("word", found.group("word"), line)


def parse_hcl(content: str, where: str) -> Block:
    """The file as one nameless block. Broken syntax is read as far as it goes; too deep nesting raises."""
    parser = _Parser(list(_tokens(content)), where)
    root = Block("", (), 1)
    parser.body(root, 0)
    return root


class _Parser:
    def __init__(self, tokens: list[_Token], where: str) -> None:
        self.tokens = tokens
        self.where = where
        self.position = 0

    def peek(self, ahead: int = 0) -> _Token | None:
        index = self.position + ahead
        return self.tokens[index] if index < len(self.tokens) else None

    def body(self, block: Block, depth: int) -> None:
        """Attributes and blocks up to the closing brace."""
        if depth > _MAX_DEPTH:
            raise BudgetExceeded("HCL is nested too deeply", where=self.where, line=block.line)
        while (token := self.peek()) is not None:
            self.position += 1
            if token.text == "}" and token.kind == "mark":
                return
            if token.kind == "mark":
                continue
            self.item(block, token, depth)

    def item(self, block: Block, name: _Token, depth: int) -> None:
        labels: list[str] = []
        while (token := self.peek()) is not None and token.kind != "mark":
            labels.append(token.text)
            self.position += 1
        if token is None:
            return
        self.position += 1
        if token.text in "=:":
            block.attributes[name.text] = self.value(depth)
            block.lines[name.text] = name.line
        elif token.text == "{":
            nested = Block(name.text, tuple(labels), name.line)
            self.body(nested, depth + 1)
            block.blocks.append(nested)

    def value(self, depth: int) -> Any:
        """A string, list, map (as a Block) or expression."""
        token = self.peek()
        if token is None or depth > _MAX_DEPTH:
            return None
        if token.kind == "mark" and token.text == "[":
            self.position += 1
            return self.items(depth + 1)
        if token.kind == "mark" and token.text == "{":
            self.position += 1
            made = Block("map", (), token.line)
            self.body(made, depth + 1)
            return made
        return self.expression(depth)

    def items(self, depth: int) -> list[Any]:
        found: list[Any] = []
        while (token := self.peek()) is not None:
            if token.kind == "mark" and token.text == "]":
                self.position += 1
                break
            if token.kind == "mark" and token.text not in "[{":
                self.position += 1
                continue
            found.append(self.value(depth))
        return found

    def expression(self, depth: int) -> Any:
        """Everything to the end of the line; brackets and calls may span lines."""
        pieces: list[_Token] = []
        open_marks = 0
        while (token := self.peek()) is not None:
            if token.kind == "mark":
                if token.text in "([{":
                    open_marks += 1
                elif token.text in ")]}":
                    if not open_marks:
                        break
                    open_marks -= 1
                elif token.text in "\n," and not open_marks:
                    break
            pieces.append(token)
            self.position += 1
        if len(pieces) == 1 and pieces[0].kind == "string":
            return pieces[0].text
        for index, piece in enumerate(pieces):  # jsonencode({...}), merge({...}): keep the first map readable
            if piece.text == "{" and piece.kind == "mark" and depth < _MAX_DEPTH:
                inner = _Parser(pieces[index + 1 :], self.where)
                made = Block("map", (), piece.line)
                inner.body(made, depth + 1)
                return made
        return Expression(" ".join(piece.text for piece in pieces if piece.text != "\n"))
