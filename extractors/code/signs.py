"""Searching the signs of a language in bytes, fast.

A language states its signs as one regular expression of alternatives. Python's engine tries all alternatives at every
byte of such an expression, but jumps from hit to hit when an expression begins with literal text. So each alternative
is searched by itself: only where the text that every hit holds occurs at all, line starts as line feeds, and without
the word boundary before its first word, which is checked at the hits.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_OPTIONAL = (b"?", b"*", b"{")
_SYNTAX = b"^$.|+?*()"


class Sign:
    """One alternative. `gives` is true when its group 1 is the module of an import statement."""

    def __init__(self, expression: bytes) -> None:
        self.needle = needle_of(expression)
        whole = re.compile(expression, re.MULTILINE)
        self.gives = whole.groups > 0
        self._at_line = expression.startswith(b"^")
        self._check: re.Pattern[bytes] | None = None
        if self._at_line:
            expression = b"\n" + expression[1:]
        elif expression.startswith(rb"\b"):
            expression, self._check = expression[2:], whole
        self._pattern = re.compile(expression, re.MULTILINE)

    def hits(self, lines: bytes) -> Iterator[re.Match[bytes]]:
        """Where the sign stands. lines: the bytes of a file after one line feed."""
        if self.needle not in lines:
            return
        check = self._check
        for hit in self._pattern.finditer(lines):
            found = hit if check is None else check.match(lines, hit.start())
            if found is not None:
                yield found


def signs_in(expression: bytes) -> list[Sign]:
    """The alternatives of an expression, those without group 1 first: they need no look at what they found."""
    return sorted((Sign(alternative) for alternative in alternatives(expression)), key=lambda sign: sign.gives)


def alternatives(expression: bytes) -> list[bytes]:
    """The parts of an expression between its outermost `|`."""
    parts, start, depth = [], 0, 0
    for at, syntax, _ in _tokens(expression):
        depth += (syntax == b"(") - (syntax == b")")
        if syntax == b"|" and not depth:
            parts.append(expression[start:at])
            start = at + 1
    return [*parts, expression[start:]]


def needle_of(expression: bytes) -> bytes:
    """The longest literal text that every hit of an expression without outer alternatives holds; b"" for none."""
    runs, depth = [b""], 0
    for _, syntax, literal in _tokens(expression):
        depth += (syntax == b"(") - (syntax == b")")
        if literal and not depth:
            runs[-1] += literal
            continue
        if syntax in _OPTIONAL:
            runs[-1] = runs[-1][:-1]
        runs.append(b"")
    return max(runs, key=len)


def _tokens(expression: bytes) -> Iterator[tuple[int, bytes, bytes]]:
    """Offset, syntax and literal text of each piece, one of the two empty. Syntax is its first byte."""
    at = 0
    while at < len(expression):
        one = expression[at : at + 1]
        size, syntax, literal = 1, one, b""
        if one == b"\\":
            escaped = expression[at + 1 : at + 2]
            size, syntax, literal = 2, *((one, b"") if escaped.isalnum() else (b"", escaped))
        elif one == b"[":
            size = _set_size(expression, at)
        elif one == b"{":
            size = expression.index(b"}", at) - at + 1
        elif one not in _SYNTAX:
            syntax, literal = b"", one
        yield at, syntax, literal
        at += size


def _set_size(expression: bytes, at: int) -> int:
    end = at + 1
    end += expression[end : end + 1] == b"^"
    end += expression[end : end + 1] == b"]"
    while expression[end : end + 1] != b"]":
        end += 2 if expression[end : end + 1] == b"\\" else 1
    return end - at + 1
