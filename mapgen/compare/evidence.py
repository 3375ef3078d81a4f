"""How the evidence of one flow differs between two maps."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence

from mapgen.compare.changes import EvidenceChange
from mapgen.model.evidence import Evidence
from mapgen.model.flow import Flow
from mapgen.model.integration_map import IntegrationMap


def evidence_changes(old: Sequence[Evidence], new: Sequence[Evidence]) -> tuple[EvidenceChange, ...]:
    """Moved, changed, removed and added evidence, in this order; evidence that says the same in place is left out."""
    left, right = list(old), list(new)
    _take(left, right, _everything)
    moved = _take(left, right, _content)
    changed = _take(left, right, _place)
    return (
        *(EvidenceChange("moved", a, b) for a, b in moved),
        *(EvidenceChange("changed", a, b) for a, b in changed),
        *(EvidenceChange("removed", item, None) for item in left),
        *(EvidenceChange("added", None, item) for item in right),
    )


class EvidenceOf:
    """The evidence a map carries, by flow."""

    def __init__(self, source: IntegrationMap) -> None:
        self._by_id = {piece.id: piece for piece in source.evidence}

    def __call__(self, flow: Flow) -> list[Evidence]:
        """The flow's evidence in the flow's order; ids that the map does not carry are left out."""
        return [self._by_id[key] for key in flow.evidence if key in self._by_id]


def _everything(piece: Evidence) -> tuple[Hashable, ...]:
    return (*_place(piece), piece.content_hash)


def _content(piece: Evidence) -> Hashable | None:
    """The same rule on the same text; log evidence has no stable text."""
    return (piece.rule, piece.content_hash) if piece.content_hash else None


def _place(piece: Evidence) -> tuple[Hashable, ...]:
    """Without the root: its name is that of a checkout's folder."""
    return (piece.rule, piece.path, piece.line, piece.pointer)


def _take(
    left: list[Evidence], right: list[Evidence], key: Callable[[Evidence], Hashable | None]
) -> list[tuple[Evidence, Evidence]]:
    """Remove from both lists what is equal under the key; give the pairs."""
    waiting: dict[Hashable, list[Evidence]] = {}
    for piece in right:
        waiting.setdefault(key(piece), []).append(piece)
    pairs = []
    for piece in list(left):
        found = waiting.get(key(piece)) if key(piece) is not None else None
        if found:
            partner = found.pop(0)
            left.remove(piece)
            right.remove(partner)
            pairs.append((piece, partner))
    return pairs
