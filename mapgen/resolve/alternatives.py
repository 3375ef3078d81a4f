"""Alternatives: one setting with a value per profile is one connection, not several.

When the same configuration key of the same unit leads to a system of the estate in one profile and to an unknown
host in another, the unknown host is another environment of the same thing.
"""

from __future__ import annotations

from collections import defaultdict

from mapgen.model.vocabulary import EvidenceKind
from mapgen.resolve.candidates import Candidate
from mapgen.resolve.context import Context
from mapgen.resolve.nodes import Node


def drop_alternatives(context: Context) -> None:
    """Remove candidates towards unknown hosts that are another profile's value of a resolved key."""
    resolved: set[tuple[str, str]] = set(context.self_addressed)
    strangers: dict[tuple[str, str], list[Candidate]] = defaultdict(list)
    for candidate in context.candidates.typed:
        rules = {clue.fact.rule for clue in candidate.clues if clue.kind is EvidenceKind.CONFIG}
        for me, other in ((candidate.source, candidate.target), (candidate.target, candidate.source)):
            if me.unit is None:
                continue
            for rule in rules:
                if _stranger(other):
                    strangers[me.key, rule].append(candidate)
                else:
                    resolved.add((me.key, rule))
    context.candidates.drop(c for key, found in strangers.items() if key in resolved for c in found)


def _stranger(node: Node) -> bool:
    return node.unit is None and node.vendor is None
