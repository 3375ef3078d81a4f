"""Lines of keys and items in a YAML node tree."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import yaml

from extractors.documents.yaml_nodes import is_foreign, is_merge

_Entry = tuple[int, yaml.Node]


class YamlLines:
    """Finds lines by walking down the composed nodes; each mapping met is indexed once."""

    def __init__(self, root: yaml.Node, key_text: Callable[[yaml.Node], str]) -> None:
        self._root = root
        self._key_text = key_text
        self._entries: dict[int, dict[str, _Entry]] = {}

    def line(self, path: Sequence[str | int]) -> int:
        """1-based line of the key or item at `path`, or of its nearest existing ancestor."""
        node, line = self._root, _start(self._root)
        untagged = False
        for step in path:
            if is_foreign(node.tag) and not untagged and step == node.tag:
                untagged = True
                continue
            entry = self._step(node, step)
            if entry is None:
                break
            (line, node), untagged = entry, False
        return line

    def _step(self, node: yaml.Node, step: str | int) -> _Entry | None:
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node).get(str(step))
        if isinstance(node, yaml.SequenceNode):
            position = int(step) if str(step).isdecimal() and len(str(step)) < 10 else -1
            if 0 <= position < len(node.value):
                item = node.value[position]
                return _start(item), item
        return None

    def _mapping(self, node: yaml.Node) -> dict[str, _Entry]:
        known = self._entries.get(id(node))
        if known is not None:
            return known
        entries: dict[str, _Entry] = {}
        own: dict[str, _Entry] = {}
        for key_node, value_node in node.value:
            if self._key_text(key_node) == "<<" and is_merge(key_node, value_node):
                bases = value_node.value if isinstance(value_node, yaml.SequenceNode) else [value_node]
                for base in reversed(bases):
                    entries |= self._mapping(base)
            else:
                own[self._key_text(key_node)] = (_start(key_node), value_node)
        entries |= own
        self._entries[id(node)] = entries
        return entries


def _start(node: yaml.Node) -> int:
    line: int = node.start_mark.line + 1
    return line
