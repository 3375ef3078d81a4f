"""Lineage in automation graphs: which system's data reaches which system through nodes that only pass it on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from mapgen.model.value import Value


@dataclass(frozen=True, slots=True)
class Step:
    """A node of a workflow. system: None for plumbing. writes: it takes data in; reads: it gives data out."""

    key: str
    line: int
    system: Value | None = None
    reads: bool = True
    writes: bool = True


def lineage(steps: Iterable[Step], links: Iterable[tuple[str, str]]) -> Iterator[tuple[Step, Step]]:
    """(source, target) for each system whose data reaches the next system, in the order of the steps.

    Data passes through plumbing; a system node ends the walk (what leaves it is its own). A node that only reads is
    no target and lets nothing pass: its items replace what came in.
    """
    nodes = {step.key: step for step in steps}
    following: dict[str, list[str]] = defaultdict(list)
    for start, end in links:
        if start in nodes and end in nodes:
            following[start].append(end)
    for step in nodes.values():
        if step.system is not None and step.reads:
            for target in _reached(step, nodes, following):
                if target.writes and target.system != step.system:
                    yield step, target


def _reached(start: Step, nodes: dict[str, Step], following: dict[str, list[str]]) -> Iterator[Step]:
    pending, seen = list(reversed(following[start.key])), {start.key}
    while pending:
        key = pending.pop()
        if key in seen:
            continue
        seen.add(key)
        if nodes[key].system is not None:
            yield nodes[key]
        else:
            pending.extend(reversed(following[key]))


def origins(key: str, steps: dict[str, Step], links: Iterable[tuple[str, str]]) -> list[Step]:
    """The systems whose data a node holds: itself, or for plumbing the nearest systems before it."""
    if key not in steps:
        return []
    before: dict[str, list[str]] = defaultdict(list)
    for start, end in links:
        if start in steps and end in steps:
            before[end].append(start)
    found: list[Step] = []
    pending = [key]
    seen: set[str] = set()
    while pending:
        current = pending.pop()
        if current in seen:
            continue
        seen.add(current)
        if steps[current].system is not None:
            found.append(steps[current])
        else:
            pending.extend(reversed(before[current]))
    return found
