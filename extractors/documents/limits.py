"""Budgets of documents: how big, how deep and how many nodes after aliases are expanded."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from mapgen.errors import BudgetExceeded


@dataclass(frozen=True, slots=True)
class Limits:
    """What a document may cost.

    bytes: size of the raw text. nodes: mappings entries and list items of the whole stream, aliases and merge keys
    counted as often as they are used (billion laughs). depth: nested containers.
    """

    bytes: int = 32 * 1024 * 1024
    nodes: int = 3_000_000
    depth: int = 250


DEFAULT_LIMITS = Limits()
"""Enough for the largest real specifications (8 MB, 600,000 nodes, depth 60) with room to spare."""

_CONTAINERS = (dict, list)


def check_size(raw: bytes, where: str, limits: Limits) -> None:
    """Raise `BudgetExceeded` when the raw text is over the byte budget."""
    if len(raw) > limits.bytes:
        raise BudgetExceeded(
            f"document of {len(raw):,} bytes is over the limit of {limits.bytes:,}", where=where, hint="split the file"
        )


def check_shape(data: Any, where: str, limits: Limits) -> None:
    """Raise `BudgetExceeded` when the data is too deep or has too many nodes.

    Works level by level without recursion. Shared parts (YAML aliases) count each time they are reached, and a
    level is counted before it is built: memory stays within the node budget.
    """
    level: list[Any] = [data] if isinstance(data, _CONTAINERS) else []
    nodes = depth = 0
    while level:
        depth += 1
        if depth > limits.depth:
            raise too_deep(where, limits)
        nodes += sum(map(len, level))
        if nodes > limits.nodes:
            raise too_many_nodes(where, limits)
        level = [
            child
            for container in level
            for child in (container.values() if type(container) is dict else container)
            if type(child) in _CONTAINERS
        ]


def too_deep(where: str, limits: Limits) -> BudgetExceeded:
    """The error for a document nested deeper than allowed."""
    return BudgetExceeded(f"document is nested deeper than {limits.depth} levels", where=where)


def too_many_nodes(where: str, limits: Limits) -> BudgetExceeded:
    """The error for a document with too many nodes, aliases counted as often as they are used."""
    return BudgetExceeded(
        f"document has more than {limits.nodes:,} nodes once its aliases are expanded",
        where=where,
        hint="an alias bomb, or a file to be split",
    )
