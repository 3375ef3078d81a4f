"""What a plain YAML scalar means: the YAML 1.2 core schema, minus what loses the text as written.

Not converted, on purpose: dates, `yes/no/on/off` (YAML 1.1), sexagesimals such as `22:22`, numbers with a leading
zero such as `0644` and with underscores. They stay strings.
Source: YAML 1.2.2, section 10.3.2 (core schema).
"""

from __future__ import annotations

import re

_INT = re.compile(r"[-+]?(?:0|[1-9][0-9]{0,30})\Z")
_BASED_INT = re.compile(r"0(?:o[0-7]{1,40}|x[0-9a-fA-F]{1,32})\Z")
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|(?:0|[1-9][0-9]*)(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?\Z")
_WORDS: dict[str, str | bool | float | None] = {
    "": None,
    "~": None,
    **dict.fromkeys(("null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
    **dict.fromkeys((".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF"), float("inf")),
    **dict.fromkeys(("-.inf", "-.Inf", "-.INF"), float("-inf")),
    **dict.fromkeys((".nan", ".NaN", ".NAN"), float("nan")),
}
_NUMBER_START = frozenset("0123456789-+.")
_LONGEST_NUMBER = 64

Scalar = str | int | float | bool | None
"""A leaf of a document."""


def resolve_plain(written: str) -> Scalar:
    """The value of a plain (unquoted) scalar."""
    if written in _WORDS:
        return _WORDS[written]
    if written[0] not in _NUMBER_START or len(written) > _LONGEST_NUMBER:
        return written
    if _INT.match(written):
        return int(written)
    if _BASED_INT.match(written):
        return int(written[2:], 8 if written[1] == "o" else 16)
    if _FLOAT.match(written):
        return float(written)
    return written
