"""JSON through orjson, and JSON with comments."""

from __future__ import annotations

import codecs
import json
import re
from typing import Any

import orjson

from extractors.documents.document import Document, Duplicate, DuplicateKeys
from extractors.documents.json_lines import JsonLines, repeated_keys
from extractors.documents.limits import DEFAULT_LIMITS, Limits, check_shape, check_size, too_deep
from mapgen.errors import DocumentError

_STRING = rb'"(?:[^"\\\n]|\\.)*+"?'
_COMMENT = re.compile(_STRING + rb"|//[^\n]*+|/\*(?:[^*]|\*(?!/))*+(?:\*/)?")
_TRAILING_COMMA = re.compile(_STRING + rb"|,(?=\s*+[}\]])")
_NOT_NEWLINE = re.compile(rb"[^\n]")
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def load_json(
    raw: bytes, where: str, limits: Limits = DEFAULT_LIMITS, *, duplicates: DuplicateKeys = "last"
) -> Document:
    """A JSON document (UTF-8, or UTF-16/32 with a byte order mark).

    Raises:
        DocumentError: broken syntax, or (with `duplicates="refuse"`) a repeated key.
        BudgetExceeded: too large, too deep or too many nodes.
    """
    check_size(raw, where, limits)
    plain = _as_utf8(raw, where)
    data = _parse(plain, where, limits)
    check_shape(data, where, limits)
    repeated = repeated_keys(plain.decode()) if _repeats(plain) else ()
    if repeated and duplicates == "refuse":
        raise _repeated_error(repeated[0], where)
    return Document(
        data=data,
        where=where,
        format="json",
        raw=raw,
        duplicates=repeated,
        index=lambda: JsonLines(plain, repeated=bool(repeated)),
    )


def load_jsonc(
    raw: bytes, where: str, limits: Limits = DEFAULT_LIMITS, *, duplicates: DuplicateKeys = "last"
) -> Document:
    """JSON in which `//` and `/* */` comments and trailing commas are tolerated (tsconfig, wrangler, devcontainer)."""
    check_size(raw, where, limits)
    plain = _COMMENT.sub(_blank, _as_utf8(raw, where))
    return load_json(_TRAILING_COMMA.sub(_blank, plain), where, limits, duplicates=duplicates)


def _parse(plain: bytes, where: str, limits: Limits) -> Any:
    try:
        return orjson.loads(plain)
    except orjson.JSONDecodeError as error:
        if "recursion" in error.msg.lower():
            raise too_deep(where, limits) from error
        raise DocumentError(f"invalid JSON: {error.msg}", where=where, line=error.lineno, column=error.colno) from error


def _as_utf8(raw: bytes, where: str) -> bytes:
    for mark, encoding in _MARKS:
        if raw.startswith(mark):
            if encoding == "utf-8":
                return raw[len(mark) :]
            try:
                return raw.decode(encoding).encode()
            except UnicodeError as error:
                raise DocumentError(f"not valid {encoding}", where=where) from error
    return raw


def _repeats(plain: bytes) -> bool:
    """True when some object has a key twice: orjson keeps only the last one and does not tell."""
    found = False

    def count(pairs: list[tuple[str, Any]]) -> None:
        nonlocal found
        if len(dict(pairs)) != len(pairs):
            found = True

    # numbers are not needed, and a very long one would be refused by int()
    json.loads(plain, object_pairs_hook=count, parse_int=len, parse_float=len)
    return found


def _repeated_error(repeated: Duplicate, where: str) -> DocumentError:
    return DocumentError(
        f"key {repeated.key!r} occurs twice (first in line {repeated.first_line})", where=where, line=repeated.line
    )


def _blank(match: re.Match[bytes]) -> bytes:
    """Spaces instead of what JSON does not know, so that lines and columns stay; strings unchanged."""
    found = match[0]
    return found if found.startswith(b'"') else _NOT_NEWLINE.sub(b" ", found)
