"""Comparing without logs what was drafted with logs.

A build rarely has logs. What the committed map knows from traffic is then missing from the fresh draft for that reason
alone, and must be neither reported nor passed over in silence.
"""

from __future__ import annotations

from collections.abc import Iterable

from mapgen.compare.changes import EvidenceChange, FieldChange
from mapgen.compare.evidence import EvidenceOf
from mapgen.model.evidence import Evidence
from mapgen.model.flow import Flow
from mapgen.model.integration_map import IntegrationMap
from mapgen.model.vocabulary import EvidenceKind

_OBSERVED = frozenset({EvidenceKind.LOG, EvidenceKind.TRACE})
_STRONG = 0.5
_PAYLOAD = frozenset({"fields", "objects", "channels"})


class WithoutLogs:
    """What can be said of a committed map when the fresh draft was made without logs; with logs, everything can."""

    def __init__(self, committed: IntegrationMap, redrafted: IntegrationMap, *, logs_read: bool) -> None:
        self._active = not logs_read
        self._of = EvidenceOf(committed)
        self._pairs = {frozenset((f.source, f.target)) for f in committed.flows if self.observed(f)}
        self._left = {_content(piece) for piece in redrafted.evidence}

    def observed(self, flow: Flow) -> bool:
        """True when the committed flow rests on traffic, too, and no traffic was read this time."""
        return self._active and any(piece.kind in _OBSERVED for piece in self._of(flow))

    def unknowable(self, flow: Flow) -> bool:
        """True when a flow that was not found again may only lack its traffic: whatever else showed it strongly is
        still there."""
        if not self.observed(flow):
            return False
        others = (piece for piece in self._of(flow) if piece.kind not in _OBSERVED and piece.weight >= _STRONG)
        return all(_content(piece) in self._left for piece in others)

    def covered(self, flow: Flow) -> bool:
        """True for a new flow without a channel where the map has observed ones: traffic told the channels."""
        return not flow.channels and frozenset((flow.source, flow.target)) in self._pairs

    def changes(self, flow: Flow, changes: Iterable[FieldChange]) -> tuple[FieldChange, ...]:
        """The changes of a committed flow that do not come from missing traffic: payload that was added."""
        if not self.observed(flow):
            return tuple(changes)
        return tuple(change for change in changes if change.name in _PAYLOAD and change.added)

    def evidence(self, flow: Flow, changes: Iterable[EvidenceChange]) -> tuple[EvidenceChange, ...]:
        """The evidence changes of a committed flow that do not come from missing traffic. Evidence is listed up to a
        number, so that with the traffic gone other pieces move up: what was added says nothing."""
        if not self.observed(flow):
            return tuple(changes)
        return tuple(item for item in changes if item.before is not None and item.before.kind not in _OBSERVED)


def _content(piece: Evidence) -> tuple[str, str, str]:
    return (piece.rule, piece.path, piece.content_hash)
