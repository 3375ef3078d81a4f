"""The result of comparing two maps, as plain immutable values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from mapgen.model.evidence import Evidence
from mapgen.model.flow import Flow
from mapgen.model.system import System

Shown = str | bool | float | tuple[str, ...] | None
"""A compared value: text, yes/no, number, or a sorted list of texts."""


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One property of a flow or system that differs. For lists, `added` and `removed` say what."""

    name: str
    before: Shown
    after: Shown

    @property
    def added(self) -> tuple[str, ...]:
        """Members that only the later list has."""
        return _minus(self.after, self.before)

    @property
    def removed(self) -> tuple[str, ...]:
        """Members that only the earlier list has."""
        return _minus(self.before, self.after)


@dataclass(frozen=True, slots=True)
class EvidenceChange:
    """How one piece of evidence differs: `moved` (same content elsewhere), `changed` (same place, other content),
    `added` or `removed`."""

    kind: Literal["added", "removed", "moved", "changed"]
    before: Evidence | None
    after: Evidence | None


@dataclass(frozen=True, slots=True)
class SystemChange:
    """A system that both maps have, with what differs."""

    before: System
    after: System
    fields: tuple[FieldChange, ...]


@dataclass(frozen=True, slots=True)
class FlowChange:
    """A flow that both maps have, with what differs."""

    before: Flow
    after: Flow
    fields: tuple[FieldChange, ...]
    evidence: tuple[EvidenceChange, ...]


@dataclass(frozen=True, slots=True)
class MapDiff:
    """What differs between two maps. `moved_flows` say the same as before, only their evidence differs.

    system_names: id -> name, of both maps (the later name wins), for people who read the difference.
    """

    new_flows: tuple[Flow, ...] = ()
    vanished_flows: tuple[Flow, ...] = ()
    changed_flows: tuple[FlowChange, ...] = ()
    moved_flows: tuple[FlowChange, ...] = ()
    same_flows: tuple[FlowChange, ...] = ()
    new_systems: tuple[System, ...] = ()
    vanished_systems: tuple[System, ...] = ()
    changed_systems: tuple[SystemChange, ...] = ()
    system_names: tuple[tuple[str, str], ...] = ()

    @property
    def empty(self) -> bool:
        """True when both maps say the same; moved evidence alone does not count."""
        flows = self.new_flows or self.vanished_flows or self.changed_flows
        return not (flows or self.new_systems or self.vanished_systems or self.changed_systems)


def _minus(left: Shown, right: Shown) -> tuple[str, ...]:
    if not isinstance(left, tuple):
        return ()
    known = set(right) if isinstance(right, tuple) else set()
    return tuple(item for item in left if item not in known)
