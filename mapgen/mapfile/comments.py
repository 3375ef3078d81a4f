"""People's comments in a map file, carried over when the tool writes the file again.

Kept: the block at the top, the block at the end, comment lines directly above a top-level key, a system, a
flow or one of their keys, and comments behind a value that stands on one line. Not kept: comments inside
lists and fields, comments of entries that are gone, and blank lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from mapgen.mapfile.yaml_text import Comment, Path
from mapgen.mapfile.yaml_tree import YamlNode

_BEHIND = re.compile(r"[ \t]+(#.*?)\s*$")


@dataclass
class Comments:
    """All kept comments of a file, by the path they belong to."""

    header: str = ""
    footer: str = ""
    by_path: dict[Path, Comment] = field(default_factory=dict)


def comments_of(text: str, root: YamlNode) -> Comments:
    """Collect the comments of a parsed map file."""
    lines = text.split("\n")
    found = Comments()
    if root.kind != "map" or not root.entries:
        return found
    for number in _text_lines(root):
        lines[number] = "text"  # a line of a value that may look like a comment
    first = min(root.key_lines.values())
    found.header = _block(lines[:first])
    found.footer = _block(lines[_last_line(root) + 1 :])
    for key, value in root.entries.items():
        at = root.key_lines[key]
        found.by_path[(key,)] = Comment(() if at == first else _above(lines, at), _behind(lines, at, value, key))
        for item in value.items if value.kind == "seq" else ():
            _item(lines, item, key, found)
    found.by_path = {path: made for path, made in found.by_path.items() if made.above or made.behind}
    return found


def _item(lines: list[str], item: YamlNode, section: str, found: Comments) -> None:
    name = item.entries.get("id")
    if name is None or not isinstance(name.scalar, str):
        return
    found.by_path[(section, name.scalar)] = Comment(_above(lines, item.line))
    for key, value in item.entries.items():
        at = item.key_lines[key]
        above = _above(lines, at) if at != item.line else ()
        found.by_path[(section, name.scalar, key)] = Comment(above, _behind(lines, at, value, key))


def _above(lines: list[str], at: int) -> tuple[str, ...]:
    start = at
    while start > 0 and lines[start - 1].lstrip().startswith("#"):
        start -= 1
    return tuple(line.strip() for line in lines[start:at])


def _behind(lines: list[str], at: int, value: YamlNode, key: str) -> str:
    if value.end_line == at and value.line == at:
        rest = lines[at][value.end_column :]
    elif value.kind != "scalar" and value.line > at:
        _, _, rest = lines[at].partition(f"{key}:")
    else:
        return ""
    match = _BEHIND.match(rest)
    return match[1] if match else ""


def _block(lines: list[str]) -> str:
    kept = [line.rstrip() for line in lines if not line.strip() or line.lstrip().startswith("#")]
    return "\n".join(kept).strip("\n")


def _last_line(root: YamlNode) -> int:
    """0-based line of the last value: blocks end where their last scalar ends."""
    return max(_last_of(node) for node in _nodes(root) if node.kind == "scalar" or not (node.items or node.entries))


def _text_lines(root: YamlNode) -> Iterator[int]:
    """0-based lines that continue a value of several lines."""
    for node in _nodes(root):
        if node.kind == "scalar":
            yield from range(node.line + 1, _last_of(node) + 1)


def _last_of(node: YamlNode) -> int:
    """0-based last line of a scalar; the end mark of a block stands at the start of the line behind it."""
    return node.end_line - (1 if node.end_column == 0 and node.end_line > node.line else 0)


def _nodes(root: YamlNode) -> Iterator[YamlNode]:
    stack = [root]
    while stack:
        node = stack.pop()
        yield node
        stack += node.items
        stack += node.entries.values()
