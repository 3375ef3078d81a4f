"""A small XML reader with line numbers that expands no entity and loads nothing from outside."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.parsers import expat

from mapgen.errors import BudgetExceeded, DocumentError

_MAX_NODES = 200_000
_MAX_DEPTH = 200


@dataclass(slots=True)
class Node:
    """An element: `tag` and attribute names without namespace, `prefix` as written before the tag's colon, own `text`,
    1-based `line`, `children` in order."""

    tag: str
    line: int
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[Node] = field(default_factory=list)
    text: str = ""
    prefix: str = ""

    def child(self, *tags: str) -> Node | None:
        """The first descendant along `tags`, or None."""
        node: Node | None = self
        for tag in tags:
            node = next((found for found in node.children if found.tag == tag), None) if node else None
        return node

    def all(self, *tags: str) -> list[Node]:
        """Every node along `tags`."""
        found = [self]
        for tag in tags:
            found = [child for node in found for child in node.children if child.tag == tag]
        return found

    def value(self, *tags: str) -> str:
        """The stripped text along `tags`; "" when missing."""
        node = self.child(*tags)
        return node.text.strip() if node else ""

    def walk(self) -> Iterator[Node]:
        """This node and everything below, in document order."""
        pending = [self]
        while pending:
            node = pending.pop()
            yield node
            pending.extend(reversed(node.children))


class _Builder:
    """Collects expat's events into nodes within the budget."""

    def __init__(self, where: str) -> None:
        self.where = where
        self.root: Node | None = None
        self.open: list[Node] = []
        self.count = 0
        self.parser = expat.ParserCreate()
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.CharacterDataHandler = self.characters
        self.parser.EntityDeclHandler = self.entity

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self.count += 1
        if self.count > _MAX_NODES or len(self.open) >= _MAX_DEPTH:
            raise BudgetExceeded(
                "XML document is too large or too deep", where=self.where, line=self.parser.CurrentLineNumber
            )
        plain = {name.rpartition(":")[2]: value for name, value in attributes.items()}
        prefix, _, name = tag.rpartition(":")
        node = Node(name, self.parser.CurrentLineNumber, plain, prefix=prefix)
        if self.open:
            self.open[-1].children.append(node)
        else:
            self.root = node
        self.open.append(node)

    def end(self, _tag: str) -> None:
        self.open.pop()

    def characters(self, data: str) -> None:
        if self.open:
            self.open[-1].text += data

    def entity(self, *_: object) -> None:
        raise DocumentError("XML entity declarations are refused", where=self.where, line=self.parser.CurrentLineNumber)


def parse_xml(raw: bytes, where: str) -> Node:
    """The root element. Raises `DocumentError` (with line) on malformed XML or any entity declaration."""
    builder = _Builder(where)
    try:
        builder.parser.Parse(raw, True)
    except expat.ExpatError as error:
        raise DocumentError(
            f"not well-formed XML: {expat.errors.messages[error.code]}",
            where=where,
            line=error.lineno,
            column=error.offset + 1,
        ) from error
    if builder.root is None:
        raise DocumentError("empty XML document", where=where, line=1)
    return builder.root
