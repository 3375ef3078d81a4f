"""Lines of keys and items in a JSON text.

The text is walked only along the paths asked for. An object printed in the usual way (one key per line, children
indented) is located by searching for its indentation; any other container entry by entry, the C decoder jumping over
each value.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from typing import Any

from extractors.documents.document import Duplicate
from extractors.documents.text import LineCounter

_SPACE = re.compile(r"[ \t\r\n]*+")
_INDENT = re.compile(r"[ \t]*+")
_OPENED = re.compile(r"\{\r?\n([ \t]++)\"")
_COLON = re.compile(r"[ \t]*+:[ \t]*+")
_TOKEN = re.compile(r'("(?:[^"\\]|\\.)*+")([ \t\r\n]*+:)?|[{}\[\]]')
# numbers are not needed, and a very long one would be refused by int()
_DECODER = json.JSONDecoder(object_pairs_hook=len, parse_int=len, parse_float=len)
_DEEPEST = 500  # steps of a path; no document that was loaded is deeper

_Path = tuple[str | int, ...]
_Offsets = tuple[int, int]


class _Container:
    """An object or array at `start`: its entries located so far, and how to locate the others."""

    __slots__ = ("entries", "pending", "start")

    def __init__(self, start: int) -> None:
        self.start = start
        self.entries: dict[str | int, _Offsets] = {}
        self.pending: Iterator[tuple[str | int, _Offsets]] = iter(())


class JsonLines:
    """Finds lines in a text whose parsed form is `data`; `repeated` are its keys that occur twice somewhere."""

    def __init__(self, text: str, data: Any, repeated: frozenset[str] = frozenset()) -> None:
        self._text = text
        self._data = data
        self._repeated = repeated
        self._counter = LineCounter(text)
        self._containers: dict[_Path, _Container | None] = {}

    def line(self, path: Sequence[str | int]) -> int:
        """1-based line of the key or item at `path`, or of its nearest existing ancestor."""
        steps = tuple(path[:_DEEPEST])
        while (found := self._locate(steps)) is None:
            steps = steps[:-1]
        return self._counter.line_at(found[0])

    def _locate(self, path: _Path) -> _Offsets | None:
        """Offsets of an entry and of its value; None when absent."""
        if not path:
            start = self._skip(0)
            return (start, start)
        above, step = path[:-1], path[-1]
        container = self._containers[above] if above in self._containers else self._container(above)
        return self._entry(container, step) if container is not None else None

    def _container(self, path: _Path) -> _Container | None:
        """The container at `path`, ready to be searched; None when there is none."""
        offsets = self._locate(path)
        container = None
        if offsets is not None and self._text[offsets[1]] in "{[":
            container = _Container(offsets[1])
            if self._text[offsets[1]] == "[":
                container.pending = self._array(offsets[1])
            elif not self._repeated and (entries := self._indented(offsets[1], self._value(path))) is not None:
                container.entries = entries
            else:
                container.pending = self._object(offsets[1])
        self._containers[path] = container
        return container

    def _entry(self, container: _Container, step: str | int) -> _Offsets | None:
        key: str | int = str(step)
        if self._text[container.start] == "[":
            key = int(step) if str(step).isdecimal() and len(str(step)) < 10 else -1
        found = container.entries.get(key)
        if found is not None and key not in self._repeated:
            return found
        for name, offsets in container.pending:
            container.entries[name] = offsets
            if name == key and name not in self._repeated:
                break
        return container.entries.get(key)

    def _value(self, path: _Path) -> Any:
        node = self._data
        for step in path:
            node = node[int(step) if isinstance(node, list) else str(step)]
        return node

    def _indented(self, start: int, node: dict[str, Any]) -> dict[str | int, _Offsets] | None:
        """Entries of an object printed one key per line with indented children; None when it is not.

        A line starts inside no string, so a key at the children's indentation is the next child, provided that the
        line before it ends the previous one. All names must be those of the data, in order.
        """
        text = self._text
        opened = _OPENED.match(text, start)
        indent = _INDENT.match(text, text.rfind("\n", 0, start) + 1)
        if opened is None or indent is None or len(indent[0]) >= len(opened[1]):
            return None
        margin = f"\n{opened[1]}"
        end = text.find(f"\n{indent[0]}}}", start)
        at = opened.end() - 1 - len(margin)
        entries: dict[str | int, _Offsets] = {}
        for key in node:
            quoted = f'{margin}"{key}"'
            colon = _COLON.match(text, at + len(quoted))
            if at < 0 or not text.startswith(quoted, at) or colon is None:
                return None
            value = colon.end()
            entries[key] = (at + len(margin), value)
            following = text.find(f'{margin}"', value, end + 1)
            if not self._ends_before(value, following if following >= 0 else end, margin):
                return None
            at = following
        return entries if at < 0 else None

    def _ends_before(self, value: int, end: int, margin: str) -> bool:
        """True when the value ends with the line that ends at `end`: on its own line, or with its bracket's line."""
        text = self._text
        line_end = text.find("\n", value)
        if line_end == end:
            return True
        closing = {"{": "}", "[": "]"}.get(text[value])
        last = text.rfind("\n", 0, end)
        return (
            closing is not None
            and text[value + 1 : line_end].rstrip("\r") == ""
            and text[last:end].rstrip("\r").rstrip(",") == margin + closing
        )

    def _object(self, value: int) -> Iterator[tuple[str | int, _Offsets]]:
        text = self._text
        at = self._skip(value + 1)
        while text[at] != "}":
            key, end = _DECODER.raw_decode(text, at)
            start = self._skip(self._skip(end) + 1)
            yield key, (at, start)
            at = self._next(start)

    def _array(self, value: int) -> Iterator[tuple[str | int, _Offsets]]:
        at = self._skip(value + 1)
        position = 0
        while self._text[at] != "]":
            yield position, (at, at)
            position += 1
            at = self._next(at)

    def _next(self, start: int) -> int:
        """Offset of the entry after the value at `start`, or of the closing bracket."""
        end = self._skip(_DECODER.raw_decode(self._text, start)[1])
        return self._skip(end + 1) if self._text[end] == "," else end

    def _skip(self, offset: int) -> int:
        match = _SPACE.match(self._text, offset)
        return match.end() if match else offset


def repeated_keys(text: str) -> tuple[Duplicate, ...]:
    """Every key that its object has already, in the order of the text (valid JSON)."""
    counter = LineCounter(text)
    objects: list[dict[str, int]] = []
    repeated: list[Duplicate] = []
    for token in _TOKEN.finditer(text):
        opening = token[0][0]
        if opening in "{[":
            objects.append({})
        elif opening in "}]":
            objects.pop()
        elif token[2]:
            key, line = json.loads(token[1]), counter.line_at(token.start())
            if key in objects[-1]:
                repeated.append(Duplicate(key=key, line=line, first_line=objects[-1][key]))
            else:
                objects[-1][key] = line
    return tuple(repeated)
