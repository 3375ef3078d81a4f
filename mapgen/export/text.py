"""Making untrusted text safe: control characters out, then one escape function per syntax."""

from __future__ import annotations

import re
import unicodedata

_INVISIBLE = frozenset("\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u2800\u3164\ufeff\uffa0")
_BREAKS = frozenset("\t\n\v\f\r\x1c\x1d\x1e\x1f\x85\u2028\u2029")
_SPACES = re.compile(r" {2,}")
_XML = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;"})
_FORMULA_STARTS = ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def plain(text: str) -> str:
    """One line of visible text: breaks become spaces; control, bidirectional, zero-width, private-use and unpaired
    surrogate characters are removed, so that a name cannot reorder, hide or end what stands around it."""
    spaced = "".join(" " if char in _BREAKS else char for char in text)
    kept = "".join(char for char in spaced if _visible(char))
    return _SPACES.sub(" ", kept).strip()


def _visible(char: str) -> bool:
    return char == " " or (char not in _INVISIBLE and unicodedata.category(char) not in {"Cc", "Cf", "Cs", "Co", "Cn"})


def shorten(text: str, limit: int) -> str:
    """At most `limit` characters; an ellipsis marks the cut."""
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "\u2026"


def xml(text: str) -> str:
    """Text for XML or HTML content and double-quoted attributes."""
    return plain(text).translate(_XML)


def csv_cell(text: str) -> str:
    """Text for a spreadsheet cell; a leading formula sign is disarmed with an apostrophe (OWASP, CSV injection)."""
    cell = plain(text)
    return f"'{cell}" if cell.startswith(_FORMULA_STARTS) else cell


def plural(count: int, noun: str) -> str:
    """`1 flow`, `2 flows`."""
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"
