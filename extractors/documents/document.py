"""A loaded document: plain data, and the line of any of its keys on demand."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Literal, Protocol

DuplicateKeys = Literal["last", "refuse"]
"""What to do with a key that occurs twice in a mapping: the last one wins (and is reported), or refuse the document."""


@dataclass(frozen=True, slots=True)
class Duplicate:
    """A key that occurs more than once in its mapping; `line` is that of the last one, which won."""

    key: str
    line: int
    first_line: int


class LineIndex(Protocol):
    """Finds the line of a path in the text a document was read from."""

    def line(self, path: Sequence[str | int]) -> int:
        """1-based line of the key or item at `path`, or of its nearest existing ancestor."""


class Document:
    """One document of a file.

    data: dict with string keys, list, str, int, float, bool or None. Parts that YAML aliases share are the same
    object: do not change them in place. where: the file's name for messages.
    format: "json" or "yaml". raw: the bytes of the whole file.
    duplicates: keys that occurred twice, where that is tolerated.
    """

    __slots__ = ("_index", "_lines", "data", "duplicates", "format", "raw", "where")

    def __init__(
        self,
        *,
        data: Any,
        where: str,
        format: Literal["json", "yaml"],
        raw: bytes = b"",
        duplicates: tuple[Duplicate, ...] = (),
        index: Callable[[], LineIndex] | None = None,
    ) -> None:
        self.data = data
        self.where = where
        self.format = format
        self.raw = raw
        self.duplicates = duplicates
        self._index = index
        self._lines: LineIndex | None = None

    def line(self, path: Sequence[str | int] = ()) -> int:
        """1-based line of the key or list item at `path`; of the nearest existing ancestor when it is absent.

        The path of a value below an unknown YAML tag includes the tag, as the data does: `["Value", "!Ref"]`.
        """
        if self._lines is None:
            if self._index is None:
                return 1
            self._lines = self._index()
        return self._lines.line(path)

    def get(self, *path: str | int) -> Any:
        """The value at a path, or None when a step of it is absent."""
        node = self.data
        for step in path:
            if isinstance(node, list) and isinstance(step, int) and 0 <= step < len(node):
                node = node[step]
            elif isinstance(node, dict):
                node = node.get(str(step))
            else:
                return None
        return node
