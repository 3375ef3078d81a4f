"""From YAML nodes to plain data."""

from __future__ import annotations

from typing import Any

import yaml

from extractors.documents.document import Duplicate, DuplicateKeys
from extractors.documents.limits import Limits, too_deep, too_many_nodes
from extractors.documents.scalars import resolve_plain
from mapgen.errors import DocumentError

STANDARD_TAG = "tag:yaml.org,2002:"
_IN_PROGRESS = object()


class Builder:
    """Builds the data of the documents of one stream; the budget covers all of them."""

    def __init__(self, raw: bytes, where: str, limits: Limits, duplicates: DuplicateKeys) -> None:
        self._raw = raw
        self._text: str | None = None
        self._where = where
        self._limits = limits
        self._refuse = duplicates == "refuse"
        self._duplicates: list[Duplicate] = []
        self._left = limits.nodes
        self._built: dict[int, Any] = {}
        self._first_lines: dict[int, dict[str, int]] = {}  # of mappings that repeat a key

    def build(self, node: yaml.Node) -> Any:
        """The data of one document."""
        self._built, self._first_lines = {}, {}
        return self._build(node, 0)

    def take_duplicates(self) -> tuple[Duplicate, ...]:
        """The repeated keys met since the last call."""
        taken, self._duplicates = tuple(self._duplicates), []
        return taken

    def key_text(self, node: yaml.Node) -> str:
        """A key as a string: a scalar as written, anything else as its source text."""
        if isinstance(node, yaml.ScalarNode):
            return str(node.value)
        if self._text is None:
            self._text = _decode(self._raw)
        return " ".join(self._text[node.start_mark.index : node.end_mark.index].split())

    def _build(self, node: yaml.Node, depth: int) -> Any:
        if type(node) is yaml.ScalarNode:
            return _scalar(node)
        return self._container(node, depth + 1)

    def _container(self, node: yaml.Node, depth: int) -> Any:
        known = self._built.get(id(node))
        if known is not None:
            if known is _IN_PROGRESS:
                raise DocumentError("a node contains itself", where=self._where, line=node.start_mark.line + 1)
            return known
        if depth > self._limits.depth:
            raise too_deep(self._where, self._limits)
        self._pay(len(node.value))
        self._built[id(node)] = _IN_PROGRESS
        data = self._mapping(node, depth) if type(node) is yaml.MappingNode else self._sequence(node, depth)
        tagged = with_tag(node.tag, data)
        self._built[id(node)] = tagged
        return tagged

    def _sequence(self, node: yaml.Node, depth: int) -> list[Any]:
        data = []
        for item in node.value:  # a comprehension would cost another stack frame per level
            data.append(_scalar(item) if type(item) is yaml.ScalarNode else self._container(item, depth + 1))
        return data

    def _mapping(self, node: yaml.Node, depth: int) -> dict[str, Any]:
        data: dict[str, Any] = {}
        merged: dict[str, Any] = {}
        for key_node, value_node in node.value:
            key = key_node.value if type(key_node) is yaml.ScalarNode else self.key_text(key_node)
            if key == "<<" and is_merge(key_node, value_node):
                merged |= self._merge(value_node, depth)
                continue
            if key in data:
                self._repeated(key, key_node, node)
            data[key] = (
                _scalar(value_node) if type(value_node) is yaml.ScalarNode else self._container(value_node, depth + 1)
            )
        return {**merged, **data} if merged else data

    def _merge(self, node: yaml.Node, depth: int) -> dict[str, Any]:
        """The keys a merge key brings in; of several mappings the earlier one wins (YAML merge key type)."""
        if type(node) is yaml.MappingNode:
            part = self._container(node, depth + 1)
            self._pay(len(part))
            return dict(part)
        merged: dict[str, Any] = {}
        for item in reversed(node.value):
            part = self._container(item, depth + 1)
            self._pay(len(part))
            merged |= part
        return merged

    def _pay(self, nodes: int) -> None:
        self._left -= nodes
        if self._left < 0:
            raise too_many_nodes(self._where, self._limits)

    def _repeated(self, key: str, key_node: yaml.Node, node: yaml.Node) -> None:
        if id(node) not in self._first_lines:
            lines = reversed([(self.key_text(other), other.start_mark.line + 1) for other, _ in node.value])
            self._first_lines[id(node)] = dict(lines)
        first = self._first_lines[id(node)][key]
        mark = key_node.start_mark
        if self._refuse:
            raise DocumentError(
                f"key {key!r} occurs twice (first in line {first})",
                where=self._where,
                line=mark.line + 1,
                column=mark.column + 1,
            )
        self._duplicates.append(Duplicate(key=key, line=mark.line + 1, first_line=first))


def is_merge(key_node: yaml.Node, value_node: yaml.Node) -> bool:
    """True for `<<: *base` and `<<: [*a, *b]`; a quoted "<<" or another value is an ordinary key."""
    if not isinstance(key_node, yaml.ScalarNode) or key_node.style or key_node.tag is not None:
        return False
    if isinstance(value_node, yaml.SequenceNode):
        return all(isinstance(item, yaml.MappingNode) and item.tag is None for item in value_node.value)
    return isinstance(value_node, yaml.MappingNode) and value_node.tag is None


def is_foreign(tag: str | None) -> bool:
    """True for a tag that is kept in the data (`!Ref`), False for none and for YAML's own (`!!str`)."""
    return tag is not None and tag != "!" and not tag.startswith(STANDARD_TAG)


def with_tag(tag: str | None, data: Any) -> Any:
    """The data, wrapped as `{tag: data}` when the tag is not one of YAML's own."""
    return {tag: data} if is_foreign(tag) else data


def _scalar(node: yaml.ScalarNode) -> Any:
    tag = node.tag
    if tag is None:
        return node.value if node.style else resolve_plain(node.value)
    if is_foreign(tag):
        return {tag: node.value if node.style else resolve_plain(node.value)}
    if tag in (STANDARD_TAG + "int", STANDARD_TAG + "float", STANDARD_TAG + "bool", STANDARD_TAG + "null"):
        return resolve_plain(node.value)
    return node.value


def _decode(raw: bytes) -> str:
    """The text as libyaml reads it: UTF-8 unless a byte order mark says UTF-16; the mark itself is not counted."""
    encoding = "utf-16" if raw[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    return raw.decode(encoding, errors="replace")
