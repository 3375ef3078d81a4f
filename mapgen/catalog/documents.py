"""YAML of the catalog: read within budgets, refusing duplicate keys; errors name file, line and field."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import yaml

from mapgen.errors import BudgetExceeded, CatalogError

MAX_BYTES = 4_000_000
"""A catalog file above this size is refused."""

MAX_DEPTH = 20
"""Collections nested deeper than this are refused (the C reader would run out of stack far beyond it)."""

_STEP = re.compile(r"\.(\w+)|\[(\d+)\]|\[\.\.\.\]")


class _Loader(yaml.CSafeLoader):
    """CSafeLoader that refuses duplicate keys and knows booleans, integers and null only: all else is text."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        """As the base class, after a look for keys that occur twice."""
        seen: set[str] = set()
        for key, _ in node.value:
            if isinstance(key, yaml.ScalarNode):
                if key.value in seen:
                    raise yaml.constructor.ConstructorError(
                        None, None, f"the key {key.value!r} occurs twice", key.start_mark
                    )
                seen.add(key.value)
        return super().construct_mapping(node, deep)


_PLAIN_TYPES = frozenset(f"tag:yaml.org,2002:{name}" for name in ("bool", "int", "null"))
_Loader.yaml_implicit_resolvers = {
    first: kept
    for first, resolvers in yaml.CSafeLoader.yaml_implicit_resolvers.items()
    if (kept := [resolver for resolver in resolvers if resolver[0] in _PLAIN_TYPES])
}


def read_bytes(path: Path) -> bytes:
    """Content of a catalog file. Raises CatalogError (unreadable) or BudgetExceeded (too large)."""
    try:
        if path.stat().st_size > MAX_BYTES:
            raise BudgetExceeded(f"larger than {MAX_BYTES} bytes", where=str(path), hint="split the file")
        return path.read_bytes()
    except OSError as error:
        raise CatalogError(f"cannot be read: {error.strerror}", where=str(path)) from error


def parse(content: bytes, where: str, *, trusted: bool = False) -> dict[str, Any]:
    """The mapping at the top of a document; an empty document gives {}. Raises CatalogError or BudgetExceeded.

    trusted: the file came with mapgen, so that its depth need not be checked.
    """
    try:
        if not trusted:
            _check_depth(content, where)
        loaded = yaml.load(content, Loader=_Loader)  # a safe loader: it makes plain data only
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise CatalogError(error.problem or "not valid YAML", where=f"{where}:{line}") from error
    except (yaml.YAMLError, UnicodeDecodeError, ValueError, RecursionError) as error:
        raise CatalogError(f"not valid YAML: {error}", where=where) from error
    if loaded is None:
        return {}
    if not isinstance(loaded, dict):
        raise CatalogError("the document must be a mapping", where=f"{where}:1")
    return loaded


def _check_depth(content: bytes, where: str) -> None:
    depth = 0
    for event in yaml.parse(content, Loader=yaml.CSafeLoader):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > MAX_DEPTH:
            line = event.start_mark.line + 1 if event.start_mark else None
            raise BudgetExceeded(f"nested deeper than {MAX_DEPTH} levels", where=where, line=line)


def line_of(content: bytes, steps: list[str | int]) -> int:
    """1-based line of the value at `steps` (keys and indexes), or of the deepest step that exists."""
    node = yaml.compose(content, Loader=yaml.CSafeLoader)
    line = 1
    for step in steps:
        child = _child(node, step)
        if child is None:
            break
        node, line = child
    return line


def lines_of(content: bytes, key: str) -> list[int]:
    """1-based lines of the items of the list at a top-level key."""
    found = _child(yaml.compose(content, Loader=yaml.CSafeLoader), key)
    items = found[0].value if found is not None and isinstance(found[0], yaml.SequenceNode) else []
    return [item.start_mark.line + 1 for item in items]


def steps_of(path: str) -> list[str | int]:
    """The steps of a validation path: "$.hosts[0]" gives ["hosts", 0]."""
    return [int(index) if index else name for name, index in _STEP.findall(path)]


def _child(node: yaml.Node | None, step: str | int) -> tuple[yaml.Node, int] | None:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if getattr(key, "value", None) == step:
                return value, key.start_mark.line + 1
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        item = node.value[step]
        return item, item.start_mark.line + 1
    return None
