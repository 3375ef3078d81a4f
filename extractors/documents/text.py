"""Offsets in a text as lines."""

from __future__ import annotations

_BLOCK = 1024


class LineCounter:
    """Turns character offsets into 1-based lines: newlines are counted once per block, then only inside one."""

    __slots__ = ("_before", "_text")

    def __init__(self, text: str) -> None:
        self._text = text
        self._before = [1]
        for start in range(0, len(text), _BLOCK):
            self._before.append(self._before[-1] + text.count("\n", start, start + _BLOCK))

    def line_at(self, offset: int) -> int:
        """1-based line of a character offset."""
        block = offset // _BLOCK
        return self._before[block] + self._text.count("\n", block * _BLOCK, offset)
