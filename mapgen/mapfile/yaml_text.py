"""Writing a map as YAML that reads well, diffs well and reads back equal in every YAML reader.

PyYAML's emitter is not used: it leaves `1e3` and `0o7` unquoted (YAML 1.2 readers take them for numbers)
and folds long lines. This one writes block style, one key per line, short lists on one line, text with line
breaks as literal blocks, and quotes whatever any reader might take for something other than text.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from mapgen.mapfile.yaml_tree import Plain, Scalar

LINE_WIDTH = 100
"""Lists and small mappings that fit in this many characters stay on one line."""

Path = tuple[str, ...]
"""Where a comment belongs: ("flows", "crm.contact.sync", "owner")."""


@dataclass(frozen=True)
class Comment:
    """Comment lines above a key or item, and the comment behind its value."""

    above: tuple[str, ...] = ()
    behind: str = ""


_NO_COMMENT = Comment()
_NOWHERE: Path = ("",)
_PLAIN = re.compile(r"[^\W\d_](?:[\w./+()@&'-]|:(?=[\w/])| (?=[\w/(&+]))*")
_PLAIN_INLINE = re.compile(r"[^\W\d_](?:[\w./+()@&'-]| (?=[\w/(&+]))*")
_TAKEN = frozenset(["null", "true", "false", "yes", "no", "on", "off", "y", "n", "nan", "inf", "infinity"])
_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t", "\0": "\\0"}


def scalar(value: Scalar, *, inline: bool = False) -> str:
    """One scalar on one line; `inline` for a place inside brackets, where more characters are special."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return repr(value)
    pattern = _PLAIN_INLINE if inline else _PLAIN
    if pattern.fullmatch(value) and value.lower() not in _TAKEN and value.isprintable():
        return value
    return quoted(value)


def quoted(value: str) -> str:
    """A double-quoted scalar; everything that is not printable becomes an escape, so that it can be seen."""
    return '"' + "".join(_escape(char) for char in value) + '"'


def _escape(char: str) -> str:
    if char in _ESCAPES:
        return _ESCAPES[char]
    if char.isprintable():
        return char
    code = ord(char)
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def document(
    data: Mapping[str, Plain], comments: Mapping[Path, Comment] | None = None, header: str = "", footer: str = ""
) -> str:
    """A whole document. Lists of mappings with an `id` are separated by blank lines; comments go to their paths."""
    writer = _Writer(comments or {})
    if header:
        writer.lines += [*header.split("\n"), ""]
    for key, value in data.items():
        writer.entry(key, value, 0, (key,))
    if footer:
        writer.lines += ["", *footer.split("\n")]
    return "\n".join(writer.lines) + "\n"


class _Writer:
    """Collects lines; recursion follows the model's own, small depth."""

    def __init__(self, comments: Mapping[Path, Comment]) -> None:
        self.lines: list[str] = []
        self._comments = comments

    def entry(self, key: str, value: Plain, indent: int, path: Path, lead: str = "") -> None:
        comment = self._comments.get(path, _NO_COMMENT)
        pad = " " * indent
        start = f"{lead or pad}{scalar(key)}:"
        if not lead:
            self.lines += [pad + line for line in comment.above]
        one_line = _one_line(value, LINE_WIDTH - len(start))
        behind = f"  {comment.behind}" if comment.behind else ""
        if one_line is not None:
            self.lines.append(f"{start} {one_line}{behind}")
            return
        if isinstance(value, str):
            self._block_text(start, value, indent)
            return
        self.lines.append(start + behind)
        self._nested(value, indent + 2, path)

    def _block_text(self, start: str, value: str, indent: int) -> None:
        keep = value.endswith("\n")
        self.lines.append(f"{start} {'|' if keep else '|-'}")
        pad = " " * (indent + 2)
        self.lines += [pad + line if line else "" for line in value.removesuffix("\n").split("\n")]

    def _nested(self, value: Plain, indent: int, path: Path) -> None:
        if isinstance(value, dict):
            for key, inner in value.items():
                self.entry(key, inner, indent, (*path, key))
        elif isinstance(value, list):
            for number, item in enumerate(value):
                self._item(item, indent, path, first=number == 0)

    def _item(self, item: Plain, indent: int, path: Path, *, first: bool) -> None:
        pad = " " * indent
        if isinstance(item, dict) and isinstance(name := item.get("id"), str):
            self._identified(item, indent, (*path, name), first=first)
            return
        one_line = scalar_of(item)
        if not isinstance(item, dict) or len(one_line) + indent + 2 <= LINE_WIDTH:
            self.lines.append(f"{pad}- {one_line}")
            return
        for number, (key, inner) in enumerate(item.items()):
            self.entry(key, inner, indent + 2, _NOWHERE, lead="" if number else f"{pad}- ")

    def _identified(self, item: dict[str, Plain], indent: int, path: Path, *, first: bool) -> None:
        pad = " " * indent
        if not first:
            self.lines.append("")
        self.lines += [pad + line for line in self._comments.get(path, _NO_COMMENT).above]
        for number, (key, inner) in enumerate(item.items()):
            self.entry(key, inner, indent + 2, (*path, key), lead="" if number else f"{pad}- ")


def scalar_of(item: Plain) -> str:
    """A list item as one line, however long."""
    if isinstance(item, dict):
        return "{" + ", ".join(f"{scalar(key, inline=True)}: {scalar_of(inner)}" for key, inner in item.items()) + "}"
    if isinstance(item, list):
        return "[" + ", ".join(scalar_of(inner) for inner in item) + "]"
    return scalar(item, inline=True)


def _one_line(value: Plain, room: int) -> str | None:
    """The value on one line, or None when it should take several."""
    if isinstance(value, str):
        return None if "\n" in value and _is_block_text(value) else scalar(value)
    if isinstance(value, dict):
        return None if value else "{}"
    if isinstance(value, list):
        if any(isinstance(item, dict) for item in value):
            return None
        made = scalar_of(value)
        return made if not value or len(made) <= room else None
    return scalar(value)


def _is_block_text(value: str) -> bool:
    """True when every reader gives the literal block back unchanged."""
    lines = value.removesuffix("\n").split("\n")
    first = lines[0]
    return (
        bool(first)
        and not first.startswith(" ")
        and bool(lines[-1])
        and all(line.isprintable() and not line.endswith(" ") for line in lines)
    )
