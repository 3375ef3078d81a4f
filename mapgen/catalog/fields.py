"""Which kind of data a field holds, judged by its name and declared type.

The rule and its guards were measured together with the patterns: a boolean tells something *about* data and holds none
(`email_verified`), and so do names that start or end like a flag, a count or a type.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable

from mapgen.catalog.entries import DataType
from mapgen.errors import CatalogError
from mapgen.model.naming import snake

MAX_NAME = 200
"""Longer field names are not judged."""

GUARDED_STARTS = ("is", "has", "can", "show", "allow", "enable", "enabled", "num", "count", "max", "min")
"""First words of flags, counters and limits."""
GUARDED_ENDS = (
    "count",
    "enabled",
    "disabled",
    "type",
    "status",
    "verified",
    "valid",
    "required",
    "flag",
    "length",
    "size",
    "format",
    "template",
    "label",
    "placeholder",
    "visible",
    "confirmed",
    "sent",
    "policy",
    "settings",
    "config",
)
"""Last words of names that describe data instead of holding it."""
BOOLEAN_TYPES = frozenset({"boolean", "bool", "bit", "tinyint(1)", "java.lang.boolean", "system.boolean"})
"""Declared types (lower case) that never hold personal data."""

_UNSAFE = re.compile(r"[*+]|\{\d*,\}|\\\d|\(\?[^:]")
"""What a pattern may not use, so that matching stays linear: repetition without bound, references, look-around."""
_UNBOUNDED_CLASS = re.compile(r"\[[^\]]+\]\+$")


def is_boolean(declared_type: str) -> bool:
    """Is this declared type (OpenAPI, SQL, Java, C#, TypeScript spelling) a boolean?"""
    bare = declared_type.strip().lower().rstrip("?").removesuffix("| null").removesuffix("|null").strip()
    inner = re.fullmatch(r"(?:optional|nullable|option)[<\[](.{1,60})[>\]]", bare)
    return (inner.group(1) if inner else bare) in BOOLEAN_TYPES


def guarded(name: str) -> bool:
    """Does a snake_cased name start or end like a flag, a counter or a description?"""
    parts = name.split("_")
    return len(parts) > 1 and (parts[0] in GUARDED_STARTS or parts[-1] in GUARDED_ENDS)


def check_pattern(pattern: str) -> str:
    """What is wrong with a pattern ("" = nothing): it must compile and be linear; one `[class]+` may end it."""
    body = pattern.removeprefix("=")
    if _UNSAFE.search(_UNBOUNDED_CLASS.sub("", body)):
        return "uses *, +, back references or look-around: patterns must be linear"
    try:
        re.compile(body)
    except re.error as error:
        return f"is not a regular expression: {error}"
    return ""


class FieldIndex:
    """Matches field names against the patterns of all data types."""

    def __init__(self, data_types: Iterable[DataType]) -> None:
        self._rules = [(data_type, *_compiled(data_type)) for data_type in data_types]
        self._of_name = functools.lru_cache(maxsize=8192)(self._match)

    def match(self, field_name: str, declared_type: str = "") -> tuple[DataType, ...]:
        """The data types of a field, in catalog order; dotted names are judged by their last part."""
        if is_boolean(declared_type) or len(field_name) > MAX_NAME:
            return ()
        return self._of_name(snake(field_name.rpartition(".")[2].removesuffix("[]")))

    def _match(self, name: str) -> tuple[DataType, ...]:
        return tuple(
            data_type
            for data_type, exact, suffix in self._rules
            if not _excluded(name, data_type) and (exact.fullmatch(name) or _ends(name, suffix))
        )


def _compiled(data_type: DataType) -> tuple[re.Pattern[str], re.Pattern[str] | None]:
    for pattern in data_type.patterns:
        wrong = check_pattern(pattern)
        if wrong:
            raise CatalogError(f"the pattern {pattern!r} {wrong}", where=f"data type {data_type.id!r}: patterns")
    exact = re.compile("|".join(f"(?:{pattern.removeprefix('=')})" for pattern in data_type.patterns) or r"(?!)")
    free = [f"(?:{pattern})" for pattern in data_type.patterns if not pattern.startswith("=")]
    suffix = re.compile("|".join(free)) if data_type.match == "suffix" and free else None
    return exact, suffix


def _excluded(name: str, data_type: DataType) -> bool:
    return any(name == other or name.endswith(f"_{other}") for other in data_type.not_patterns)


def _ends(name: str, pattern: re.Pattern[str] | None) -> bool:
    """Does the name end in `_<pattern>`, and is it no flag or counter?"""
    if pattern is None or guarded(name):
        return False
    parts = name.split("_")
    return any(pattern.fullmatch("_".join(parts[at:])) for at in range(1, len(parts)))
