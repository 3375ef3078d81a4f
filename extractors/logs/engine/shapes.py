"""What a path segment looks like when a single line cannot tell: the vocabulary of the template statistics."""

from __future__ import annotations

import re
from enum import IntEnum
from functools import lru_cache

from extractors.logs.engine.segments import HOLE, is_version


class Shape(IntEnum):
    """Looks of a segment, from certain constant to likely identifier."""

    VERSION = 0
    HOLE = 1
    WORD = 2
    LONG_WORD = 3
    WEAK_ID = 4
    LOCALE = 5
    DATE = 6
    STRONG_ID = 7


_LOCALE = re.compile(r"[a-z]{2}[-_][A-Za-z]{2}|[a-z]{2}[-_][A-Z][a-z]{3}[-_][A-Z]{2}")
_DATE = re.compile(r"(?:19|20)\d\d[-_.]?(?:0\d|1[0-2])(?:[-_.]?[0-3]\d)?")
_SHORT_NUMBER = re.compile(r"\d{1,2}")
_SPLIT = re.compile(r"[-_.~+%]+")
_RUNS = re.compile(r"[A-Za-z]+|\d+")
_WORD_WITH_DIGIT = re.compile(
    r"[A-Za-z]{2,}\d{1,2}|\d{1,2}[A-Za-z]{1,12}|[A-Za-z]\d[A-Za-z]{1,12}|[A-Za-z]{2,}\d[A-Za-z]{0,12}"
)
_PREFIXED = re.compile(r"[a-z]{2,5}_(?=[A-Za-z0-9]*[a-z])(?=[A-Za-z0-9]*[A-Z])[A-Za-z0-9]{10,}")
_UPPER_CODE = re.compile(r"(?=[A-Z0-9]*[A-Z])[A-Z0-9]{8,}")


@lru_cache(maxsize=100_000)
def shape(segment: str) -> Shape:
    """The look of a literal segment (extension included)."""
    if segment == HOLE or HOLE in segment:
        return Shape.HOLE
    if _DATE.fullmatch(segment):
        return Shape.DATE
    if is_version(segment):
        return Shape.VERSION
    if _LOCALE.fullmatch(segment):
        return Shape.LOCALE
    if _SHORT_NUMBER.fullmatch(segment):
        return Shape.STRONG_ID
    return _worded(segment)


def _worded(segment: str) -> Shape:
    parts = [part for part in _SPLIT.split(segment) if part]
    digits = sum(c.isdigit() for c in segment)
    if _PREFIXED.fullmatch(segment) or (digits and _UPPER_CODE.fullmatch(segment)):
        return Shape.STRONG_ID
    if not digits:
        if _UPPER_CODE.fullmatch(segment):
            return Shape.WEAK_ID
        return Shape.LONG_WORD if len(parts) >= 4 else Shape.WORD
    if all(part.isalpha() or _WORD_WITH_DIGIT.fullmatch(part) for part in parts):
        return Shape.WEAK_ID if len(parts) >= 4 else Shape.WORD
    if any(is_version(part) for part in parts if not part.isdigit()) and len(parts) < 3:
        return Shape.WORD
    if len(parts) >= 4 or (len(parts) >= 2 and parts[-1].isdigit() and len(parts[-1]) >= 3):
        return Shape.STRONG_ID
    return Shape.STRONG_ID if _mixed(parts) else Shape.WEAK_ID


def _mixed(parts: list[str]) -> bool:
    """True when one part alternates letters and digits the way random tokens do."""
    return any(len(part) >= 6 and len(_RUNS.findall(part)) >= 3 for part in parts)
