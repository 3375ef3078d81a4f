"""Lines of keys and items in a JSON text.

The text is walked only along the paths asked for: a container's entries are located one after the other by letting
the C decoder jump over each value, and remembered.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Sequence

from extractors.documents.document import Duplicate
from extractors.documents.text import LineCounter

_SPACE = re.compile(r"[ \t\r\n]*+")
_TOKEN = re.compile(r'("(?:[^"\\]|\\.)*+")([ \t\r\n]*+:)?|[{}\[\]]')
# numbers are not needed, and a very long one would be refused by int()
_DECODER = json.JSONDecoder(object_pairs_hook=len, parse_int=len, parse_float=len)

_Offsets = tuple[int, int]
_Entry = tuple[str | int, int, int]


class JsonLines:
    """Finds lines in a text that is known to be valid JSON; `repeated` are its keys that occur twice somewhere."""

    def __init__(self, text: str, repeated: frozenset[str] = frozenset()) -> None:
        self._text = text
        self._repeated = repeated
        self._counter = LineCounter(text)
        self._found: dict[int, dict[str | int, _Offsets]] = {}
        self._pending: dict[int, Iterator[_Entry]] = {}

    def line(self, path: Sequence[str | int]) -> int:
        """1-based line of the key or item at `path`, or of its nearest existing ancestor."""
        at = value = self._skip(0)
        for step in path:
            found = self._step(value, step)
            if found is None:
                break
            at, value = found
        return self._counter.line_at(at)

    def _step(self, value: int, step: str | int) -> _Offsets | None:
        """Offsets of an entry of the container at `value`, and of the entry's value."""
        opening = self._text[value : value + 1]
        if opening == "{":
            return self._entry(value, str(step), self._object)
        if opening == "[" and str(step).isdecimal() and len(str(step)) < 10:
            return self._entry(value, int(step), self._array)
        return None

    def _entry(self, value: int, step: str | int, entries: Callable[[int], Iterator[_Entry]]) -> _Offsets | None:
        found = self._found.setdefault(value, {})
        if step in found and step not in self._repeated:
            return found[step]
        if value not in self._pending:
            self._pending[value] = entries(value)
        for key, at, start in self._pending[value]:
            found[key] = (at, start)
            if key == step and key not in self._repeated:
                break
        return found.get(step)

    def _object(self, value: int) -> Iterator[_Entry]:
        text = self._text
        at = self._skip(value + 1)
        while text[at] != "}":
            key, end = _DECODER.raw_decode(text, at)
            start = self._skip(self._skip(end) + 1)
            yield key, at, start
            at = self._next(start)

    def _array(self, value: int) -> Iterator[_Entry]:
        at = self._skip(value + 1)
        position = 0
        while self._text[at] != "]":
            yield position, at, at
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
