"""Which system or flow of one map is which of the other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from mapgen.model.flow import Flow
from mapgen.model.integration_map import IntegrationMap
from mapgen.model.naming import comparable
from mapgen.model.system import System

Item = TypeVar("Item", System, Flow)
Key = Callable[[Item], Hashable | None]
"""Gives what must be equal for two items to be the same one; None = this item has no such key."""


@dataclass(frozen=True)
class Pairing(Generic[Item]):
    """The pairs that belong together, and what only one side has; each in the order of its own map."""

    pairs: tuple[tuple[Item, Item], ...]
    only_before: tuple[Item, ...]
    only_after: tuple[Item, ...]


def pair_systems(before: IntegrationMap, after: IntegrationMap) -> Pairing[System]:
    """Systems by id, then by name, then by alias; a key that several share pairs nothing."""
    keys: list[tuple[Key[System], Key[System]]] = [
        (lambda s: s.id, lambda s: s.id),
        (lambda s: comparable(s.name) or None, lambda s: comparable(s.name) or None),
        (_any_name(after.systems), _any_name(before.systems)),
    ]
    return _pair(before.systems, after.systems, keys)


def pair_flows(before: IntegrationMap, after: IntegrationMap, systems: Pairing[System]) -> Pairing[Flow]:
    """Flows by fingerprint, then by ends, transport and id, then by ends and transport.

    An id alone proves nothing: a flow that now goes elsewhere is another flow. The ends of `before` are read through
    `systems`, so that a renamed system does not change its flows.
    """
    now = {old.id: new.id for old, new in systems.pairs}

    def ends_before(flow: Flow) -> tuple[str, ...]:
        return (now.get(flow.source, flow.source), now.get(flow.target, flow.target), flow.transport)

    def ends_after(flow: Flow) -> tuple[str, ...]:
        return (flow.source, flow.target, flow.transport)

    keys: list[tuple[Key[Flow], Key[Flow]]] = [
        (lambda f: f.fingerprint or None, lambda f: f.fingerprint or None),
        (lambda f: (*ends_before(f), f.id), lambda f: (*ends_after(f), f.id)),
        (ends_before, ends_after),
    ]
    return _pair(before.flows, after.flows, keys)


def _any_name(others: Sequence[System]) -> Key[System]:
    """The one name or alias that exactly one of the other side's systems has too."""
    counts = Counter(name for other in others for name in _names(other))

    def key(system: System) -> str | None:
        shared = sorted(name for name in _names(system) if counts[name] == 1)
        return shared[0] if shared else None

    return key


def _names(system: System) -> set[str]:
    return {comparable(name) for name in (system.id, system.name, *system.aliases)} - {""}


def _pair(before: Sequence[Item], after: Sequence[Item], keys: Sequence[tuple[Key[Item], Key[Item]]]) -> Pairing[Item]:
    partner: dict[int, int] = {}
    for key_before, key_after in keys:
        taken = set(partner.values())
        left = _unique({i: key_before(item) for i, item in enumerate(before) if i not in partner})
        right = _unique({i: key_after(item) for i, item in enumerate(after) if i not in taken})
        partner.update({left[key]: right[key] for key in left.keys() & right.keys()})
    taken = set(partner.values())
    return Pairing(
        tuple((before[i], after[partner[i]]) for i in sorted(partner)),
        tuple(item for i, item in enumerate(before) if i not in partner),
        tuple(item for i, item in enumerate(after) if i not in taken),
    )


def _unique(keys: dict[int, Hashable | None]) -> dict[Hashable, int]:
    counts = Counter(keys.values())
    return {key: index for index, key in keys.items() if key is not None and counts[key] == 1}
