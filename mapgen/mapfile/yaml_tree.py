"""YAML with places: a document as nodes that know their line, read within budgets.

The nodes are built from libyaml's event stream without recursion, so neither depth nor aliases can hurt.
Plain scalars follow the YAML 1.2 core schema (`no` is a string, `0o7` is seven), which is what people and
other tools expect of a file written today.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import yaml

from mapgen.errors import BudgetExceeded, MapFileError

Scalar = str | int | float | bool | None
"""What a scalar can be."""

Plain = Scalar | list["Plain"] | dict[str, "Plain"]
"""A document as plain data."""


@dataclass(frozen=True)
class YamlBudget:
    """Limits of one document: bytes, nesting, nodes (an alias counts as many nodes as it repeats)."""

    size: int = 64_000_000
    depth: int = 40
    nodes: int = 5_000_000


@dataclass(slots=True)
class YamlNode:
    """A node: exactly one of scalar, items and entries is meant by `kind`. Lines and columns are 0-based.

    key_lines gives the line of every key of a mapping; size counts the node and everything below it.
    """

    kind: str
    line: int
    end_line: int = 0
    end_column: int = 0
    scalar: Scalar = None
    items: list[YamlNode] = field(default_factory=list)
    entries: dict[str, YamlNode] = field(default_factory=dict)
    key_lines: dict[str, int] = field(default_factory=dict)
    size: int = 1

    def plain(self) -> Plain:
        """The node as strings, numbers, lists and dicts (depth is bounded by the budget)."""
        if self.kind == "map":
            return {key: value.plain() for key, value in self.entries.items()}
        if self.kind == "seq":
            return [item.plain() for item in self.items]
        return self.scalar

    def line_of(self, path: tuple[str | int, ...]) -> int:
        """1-based line of the node at a path, or of its deepest existing ancestor."""
        node, line = self, self.line
        for step in path:
            if node.kind == "map" and isinstance(step, str) and step in node.entries:
                line, node = node.key_lines[step], node.entries[step]
            elif node.kind == "seq" and isinstance(step, int) and 0 <= step < len(node.items):
                node = node.items[step]
                line = node.line
            else:
                break
        return line + 1


def read_tree(text: str, where: str, budget: YamlBudget | None = None) -> YamlNode:
    """Parse one YAML document.

    Raises:
        MapFileError: not YAML, several documents, duplicate or non-string keys, unknown tags.
        BudgetExceeded: larger or deeper than the budget.
    """
    limits = budget or YamlBudget()
    if len(text) > limits.size:
        raise BudgetExceeded(f"more than {limits.size:,} characters", where=where)
    builder = _Builder(where, limits)
    for event in _events(text, where):
        builder.feed(event)
    if builder.root is None:
        raise MapFileError("the file is empty", where=where, line=1)
    return builder.root


def _events(text: str, where: str) -> Iterator[yaml.Event]:
    try:
        yield from yaml.parse(text, Loader=yaml.CSafeLoader)
    except yaml.reader.ReaderError as error:
        code = error.character if isinstance(error.character, int) else ord(error.character)
        line = text.count("\n", 0, max(text.find(chr(code)), 0)) + 1
        raise MapFileError(f"character #x{code:04x} is not allowed", where=where, line=line) from error
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        what = " ".join(part for part in (error.problem, error.context) if part)
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        raise MapFileError(f"not valid YAML: {what}", where=where, line=line, column=column) from error


def _start(event: yaml.Event) -> int:
    return event.start_mark.line if event.start_mark else 0


def _end(event: yaml.Event) -> tuple[int, int]:
    return (event.end_mark.line, event.end_mark.column) if event.end_mark else (0, 0)


class _Builder:
    """Puts events together to nodes with an explicit stack."""

    def __init__(self, where: str, budget: YamlBudget) -> None:
        self.root: YamlNode | None = None
        self._where = where
        self._budget = budget
        self._stack: list[YamlNode] = []
        self._keys: list[tuple[str, int] | None] = []
        self._anchors: dict[str, YamlNode] = {}
        self._open_anchors: list[str | None] = []
        self._nodes = 0

    def feed(self, event: yaml.Event) -> None:
        if isinstance(event, yaml.ScalarEvent):
            self._scalar(event)
        elif isinstance(event, yaml.CollectionStartEvent):
            self._open(event)
        elif isinstance(event, yaml.CollectionEndEvent):
            self._close(event)
        elif isinstance(event, yaml.AliasEvent):
            self._alias(event)
        elif isinstance(event, yaml.DocumentStartEvent) and self.root is not None:
            raise self._error("a second document starts here; a map is one document", _start(event))

    def _error(self, message: str, line: int) -> MapFileError:
        return MapFileError(message, where=self._where, line=line + 1)

    def _scalar(self, event: yaml.ScalarEvent) -> None:
        line = _start(event)
        node = YamlNode("scalar", line, *_end(event))
        if event.tag not in (None, "!", "tag:yaml.org,2002:str"):
            raise self._error(f"tag {event.tag} is not supported", line)
        plain = event.style in (None, "") and event.tag is None
        if self._wants_key():
            self._keys[-1] = (self._key(event.value, line), line)
            return
        node.scalar = resolve_plain(event.value) if plain else event.value
        self._place(node, event.anchor)

    def _key(self, key: str, line: int) -> str:
        if key in self._stack[-1].entries:
            raise self._error(f"key {key!r} is given twice", line)
        return key

    def _wants_key(self) -> bool:
        return bool(self._stack) and self._stack[-1].kind == "map" and self._keys[-1] is None

    def _open(self, event: yaml.CollectionStartEvent) -> None:
        line = _start(event)
        if self._wants_key():
            raise self._error("a key must be text", line)
        if event.tag not in (None, "!", "tag:yaml.org,2002:map", "tag:yaml.org,2002:seq"):
            raise self._error(f"tag {event.tag} is not supported", line)
        if len(self._stack) >= self._budget.depth:
            raise BudgetExceeded(f"nested deeper than {self._budget.depth}", where=self._where, line=line + 1)
        kind = "map" if isinstance(event, yaml.MappingStartEvent) else "seq"
        self._stack.append(YamlNode(kind, line))
        self._keys.append(None)
        self._open_anchors.append(event.anchor)

    def _close(self, event: yaml.CollectionEndEvent) -> None:
        node = self._stack.pop()
        self._keys.pop()
        node.end_line, node.end_column = _end(event)
        self._place(node, self._open_anchors.pop(), counted=True)

    def _alias(self, event: yaml.AliasEvent) -> None:
        target = self._anchors.get(event.anchor or "")
        if target is None or self._wants_key():
            raise self._error(f"alias *{event.anchor} has no finished anchor", _start(event))
        self._count(target.size, _start(event))
        self._place(target, None, counted=True)

    def _count(self, more: int, line: int) -> None:
        self._nodes += more
        if self._nodes > self._budget.nodes:
            raise BudgetExceeded(f"more than {self._budget.nodes:,} nodes", where=self._where, line=line + 1)

    def _place(self, node: YamlNode, anchor: str | None, *, counted: bool = False) -> None:
        if not counted:
            self._count(1, node.line)
        if anchor:
            self._anchors[anchor] = node
        if not self._stack:
            self.root = node
            return
        parent = self._stack[-1]
        parent.size += node.size
        if parent.kind == "seq":
            parent.items.append(node)
            return
        pending = self._keys[-1]
        if pending is not None:
            key, line = pending
            parent.entries[key], parent.key_lines[key] = node, line
            self._keys[-1] = None


_INT = re.compile(r"[-+]?[0-9]{1,18}")
_OTHER_INT = re.compile(r"0o[0-7]{1,20}|0x[0-9a-fA-F]{1,16}")
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]{1,30}|[0-9]{1,30}(?:\.[0-9]{0,30})?)(?:[eE][-+]?[0-9]{1,3})?")
_WORDS: dict[str, Scalar] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL"), None),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}


def resolve_plain(value: str) -> Scalar:
    """What an unquoted scalar means (YAML 1.2 core schema; infinities and not-a-number stay text)."""
    if value in _WORDS:
        return _WORDS[value]
    if _INT.fullmatch(value):
        return int(value)
    if _OTHER_INT.fullmatch(value):
        return int(value, 0)
    if _FLOAT.fullmatch(value):
        return float(value)
    return value
