"""Lines of keys and items in a JSON text.

The text is walked only along the paths asked for. A C parser tells the lengths of a container's values without
parsing them; from these the offsets of its entries follow, one after the other.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence

import msgspec

from extractors.documents.document import Duplicate
from extractors.documents.text import LineCounter

_SPACE = re.compile(r"[ \t\r\n]*+")
_BETWEEN = re.compile(r"[ \t\r\n]*+,?[ \t\r\n]*+")
_KEY = re.compile(r'"[^"\\]*+(?:\\.[^"\\]*+)*+"[ \t\r\n]*+:[ \t\r\n]*+')
_TOKEN = re.compile(r'("[^"\\]*+(?:\\.[^"\\]*+)*+")([ \t\r\n]*+:)?|[{}\[\]]')
_OBJECT = msgspec.json.Decoder(dict[str, msgspec.Raw])
_ARRAY = msgspec.json.Decoder(list[msgspec.Raw])
# numbers are not needed, and a very long one would be refused by int()
_SKIPPING = json.JSONDecoder(object_pairs_hook=len, parse_int=len, parse_float=len)
_DEEPEST = 500  # steps of a path; no document that was loaded is deeper

_Path = tuple[str | int, ...]


class _Entry(msgspec.Struct, frozen=True, gc=False):
    """at: offset of the key or item. start, length: of its value."""

    at: int
    start: int
    length: int


class _Container:
    """An object or array: its entries located so far, and those still to be located."""

    __slots__ = ("entries", "is_list", "pending")

    def __init__(self, pending: Iterator[tuple[str | int, _Entry]], is_list: bool) -> None:
        self.entries: dict[str | int, _Entry] = {}
        self.pending = pending
        self.is_list = is_list

    def find(self, step: str | int) -> _Entry | None:
        """The entry of a key or position; None when absent."""
        key: str | int = str(step)
        if self.is_list:
            key = int(step) if str(step).isdecimal() and len(str(step)) < 10 else -1
        if key in self.entries:
            return self.entries[key]
        for name, entry in self.pending:
            self.entries[name] = entry
            if name == key:
                return entry
        return None


class JsonLines:
    """Finds lines in a valid JSON text; with `repeated`, some of its objects have a key twice (the last one counts)."""

    def __init__(self, plain: bytes, *, repeated: bool = False) -> None:
        self._plain = memoryview(plain)
        self._text = plain.decode("latin-1")  # one character per byte: offsets in both are the same
        self._repeated = repeated
        self._counter = LineCounter(self._text)
        self._containers: dict[_Path, _Container | None] = {}

    def line(self, path: Sequence[str | int]) -> int:
        """1-based line of the key or item at `path`, or of its nearest existing ancestor."""
        steps = tuple(path[:_DEEPEST])
        while (found := self._locate(steps)) is None:
            steps = steps[:-1]
        return self._counter.line_at(found.at)

    def _locate(self, path: _Path) -> _Entry | None:
        if not path:
            start = self._skip(0)
            return _Entry(start, start, len(self._text.rstrip(" \t\r\n")) - start)
        above = path[:-1]
        container = self._containers[above] if above in self._containers else self._container(above)
        return container.find(path[-1]) if container is not None else None

    def _container(self, path: _Path) -> _Container | None:
        """The container at `path`, ready to be searched; None when there is none."""
        entry = self._locate(path)
        container = None
        if entry is not None and self._text[entry.start] == "{":
            container = _Container(self._object(entry), is_list=False)
            if self._repeated:
                container.entries = dict(self._object_with_repeats(entry))
        elif entry is not None and self._text[entry.start] == "[":
            container = _Container(self._array(entry), is_list=True)
        self._containers[path] = container
        return container

    def _object(self, entry: _Entry) -> Iterator[tuple[str | int, _Entry]]:
        text, end = self._text, entry.start + 1
        for key, value in _OBJECT.decode(self._slice(entry)).items():
            at = _end(_BETWEEN, text, end)
            start = _end(_KEY, text, at)
            length = len(memoryview(value))
            yield key, _Entry(at, start, length)
            end = start + length

    def _array(self, entry: _Entry) -> Iterator[tuple[str | int, _Entry]]:
        text, end = self._text, entry.start + 1
        for position, value in enumerate(_ARRAY.decode(self._slice(entry))):
            at = _end(_BETWEEN, text, end)
            length = len(memoryview(value))
            yield position, _Entry(at, at, length)
            end = at + length

    def _object_with_repeats(self, entry: _Entry) -> Iterator[tuple[str | int, _Entry]]:
        """As `_object`, also when a key occurs twice; slower."""
        text, at = self._text, self._skip(entry.start + 1)
        while text[at] != "}":
            start = _end(_KEY, text, at)
            key = json.loads(text[at:start].rstrip(": \t\r\n").encode("latin-1"))
            end = _SKIPPING.raw_decode(text, start)[1]
            yield key, _Entry(at, start, end - start)
            at = _end(_BETWEEN, text, end)

    def _slice(self, entry: _Entry) -> memoryview:
        return self._plain[entry.start : entry.start + entry.length]

    def _skip(self, offset: int) -> int:
        return _end(_SPACE, self._text, offset)


def _end(pattern: re.Pattern[str], text: str, offset: int) -> int:
    """Offset behind what the pattern matches at an offset where valid JSON makes it match."""
    match = pattern.match(text, offset)
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
