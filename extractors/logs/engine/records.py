"""Field access on parsed JSON records: flat keys with dots and nested objects are the same thing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

Record = Mapping[str, Any]
"""A parsed JSON object."""

Path = tuple[str, ...]
"""Keys from the outside in."""

_EMPTY = frozenset(("", "-", "--"))


def resolve(keys: Mapping[str, Any], names: Sequence[str]) -> tuple[Path, ...]:
    """The ways through a record of these top-level keys by which one of the dotted names may be reached, in order."""
    paths: list[Path] = []
    for name in names:
        parts = name.split(".")
        for cut in range(len(parts), 0, -1):
            head = ".".join(parts[:cut])
            if head in keys and (cut == len(parts) or keys[head] is None or isinstance(keys[head], dict)):
                paths.append((head, *parts[cut:]))
    return tuple(paths)


def get(record: Any, path: Path) -> Any:
    """The value at a path; None when a step is missing."""
    for step in path:
        if type(record) is not dict:
            return None
        record = record.get(step)
    return record


def first_text(record: Record, paths: Sequence[Path]) -> str:
    """The first non-empty text (or number as text) at the paths; "", "-" and "--" count as empty."""
    for path in paths:
        value = record.get(path[0])
        if len(path) > 1:
            for step in path[1:]:
                value = value.get(step) if type(value) is dict else None
        kind = type(value)
        if kind is str:
            if value not in _EMPTY:
                return str(value)
        elif kind is int or kind is float:
            return str(value)
        elif kind is list and value and type(value[0]) is str:
            return str(value[0])
    return ""
