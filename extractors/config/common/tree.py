"""Walking plain data (what YAML and JSON give) without trusting its shape."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

Path = tuple[str | int, ...]
"""Where in a document: keys and list indexes."""


def as_map(data: Any) -> dict[str, Any]:
    """The mapping with text keys, or an empty one when `data` is something else."""
    return {str(key): value for key, value in data.items()} if isinstance(data, dict) else {}


def as_list(data: Any) -> list[Any]:
    """The list; a single value becomes a list of one, None an empty list."""
    if data is None:
        return []
    return data if isinstance(data, list) else [data]


def scalar(data: Any) -> str | None:
    """A scalar as config files mean it (`true`, `8080`, text); None for collections and null."""
    if isinstance(data, bool):
        return "true" if data else "false"
    if isinstance(data, str | int | float):
        return str(data)
    return None


def get(data: Any, *path: str | int) -> Any:
    """The value at `path`, or None when a step is missing."""
    for step in path:
        if isinstance(data, dict):
            data = data.get(step)
        elif isinstance(data, list) and isinstance(step, int) and step < len(data):
            data = data[step]
        else:
            return None
    return data


def text_at(data: Any, *path: str | int) -> str:
    """The scalar at `path` as text; "" when there is none."""
    return scalar(get(data, *path)) or ""


def leaves(data: Any, path: Path = ()) -> Iterator[tuple[Path, str]]:
    """Every scalar with its path, in document order (the loader bounds the depth)."""
    if isinstance(data, dict):
        for key, value in data.items():
            yield from leaves(value, (*path, key))
    elif isinstance(data, list):
        for index, value in enumerate(data):
            yield from leaves(value, (*path, index))
    elif (found := scalar(data)) is not None:
        yield path, found


def dotted(path: Path) -> str:
    """`spring.routes[0].uri` for a path; keys that contain dots stay as they are."""
    made = ""
    for step in path:
        if isinstance(step, int):
            made += f"[{step}]"
        else:
            made += f".{step}" if made else str(step)
    return made
