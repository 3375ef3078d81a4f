"""Field access on parsed JSON records: flat keys with dots and nested objects are the same thing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

Record = Mapping[str, Any]
"""A parsed JSON object."""

Path = tuple[str, ...]
"""Keys from the outside in."""


def resolve(keys: Mapping[str, Any], names: Sequence[str]) -> list[Path]:
    """The ways through a record of these top-level keys by which one of the dotted names may be reached, in order."""
    paths: list[Path] = []
    for name in names:
        parts = name.split(".")
        for cut in range(len(parts), 0, -1):
            head = ".".join(parts[:cut])
            if head in keys:
                paths.append((head, *parts[cut:]))
    return paths


def get(record: Any, path: Path) -> Any:
    """The value at a path; None when a step is missing."""
    for position, step in enumerate(path):
        if not isinstance(record, Mapping):
            return None
        if step not in record:
            return record.get(".".join(path[position:]))
        record = record[step]
    return record


def first_text(record: Any, paths: Sequence[Path]) -> str:
    """The first non-empty text (or number as text) at the paths; "", "-" and "--" count as empty."""
    for path in paths:
        value = get(record, path)
        if isinstance(value, str):
            if value and value not in ("-", "--"):
                return value
        elif isinstance(value, int | float) and not isinstance(value, bool):
            return str(value)
        elif isinstance(value, list) and value and isinstance(value[0], str):
            return value[0]
    return ""
