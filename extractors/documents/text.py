"""Offsets in a text as lines and columns."""

from __future__ import annotations


class LineCounter:
    """Turns offsets into 1-based lines; offsets asked in rising order cost one pass over the text in total."""

    __slots__ = ("_line", "_offset", "_text")

    def __init__(self, text: str) -> None:
        self._text = text
        self._offset = 0
        self._line = 1

    def line_at(self, offset: int) -> int:
        """1-based line of a character offset."""
        if offset < self._offset:
            self._offset, self._line = 0, 1
        self._line += self._text.count("\n", self._offset, offset)
        self._offset = offset
        return self._line

    def column_at(self, offset: int) -> int:
        """1-based column of a character offset."""
        return offset - self._text.rfind("\n", 0, offset)
