"""The choice: fill the gaps, apply the gates, name the shape, score, take the best."""

from __future__ import annotations

from dataclasses import dataclass

from mapgen.model.vocabulary import ConnectorKind
from mapgen.recommend.assume import filled
from mapgen.recommend.book import CONNECTORS, Book
from mapgen.recommend.gates import refused
from mapgen.recommend.shape import shape_of
from mapgen.recommend.sheet import totals
from mapgen.recommend.situation import FactValue, Situation


@dataclass(frozen=True, slots=True)
class Choice:
    """What was chosen and from what.

    situation: with its gaps filled; assumed: the values that filled them. refused: ruled out by known facts;
    unproven: passes only if something unknown turns out well. ranking: the eligible connectors, best first, with their
    totals. compromise: why a gate had to be overlooked, when none was passed.
    """

    connector: ConnectorKind
    shape: str
    situation: Situation
    assumed: dict[str, FactValue]
    refused: dict[ConnectorKind, str]
    unproven: dict[ConnectorKind, str]
    ranking: tuple[tuple[ConnectorKind, float], ...]
    compromise: str = ""


def choose(situation: Situation, book: Book) -> Choice:
    """Choose a connector for a situation, whatever is known of it."""
    full, assumed = filled(situation, book)
    ruled_out = refused(situation, book.limits)
    doubtful = refused(full, book.limits)
    eligible, compromise = _eligible(situation, ruled_out, doubtful, book)
    shape = shape_of(full, book.limits)
    scores = totals(full, shape, eligible, book)
    order = {kind: place for place, kind in enumerate(CONNECTORS)}
    ranking = sorted(scores.items(), key=lambda item: (-item[1], order[item[0]]))
    unproven = {kind: why for kind, why in doubtful.items() if kind not in ruled_out}
    return Choice(ranking[0][0], shape, full, assumed, ruled_out, unproven, tuple(ranking), compromise)


def _eligible(
    situation: Situation, ruled_out: dict[ConnectorKind, str], doubtful: dict[ConnectorKind, str], book: Book
) -> tuple[list[ConnectorKind], str]:
    """Connectors to score: those that pass; else those that might; else the nearest, which is a batch when only its
    age is wrong (it can run more often), or else an API."""
    if passing := [kind for kind in CONNECTORS if kind not in doubtful and kind not in ruled_out]:
        return passing, ""
    if possible := [kind for kind in CONNECTORS if kind not in ruled_out]:
        return possible, "it passes its gate only if what is still unknown turns out well"
    patient = refused(situation.but(freshness_s=None), book.limits)
    nearest = ConnectorKind.BATCH_ELT if ConnectorKind.BATCH_ELT not in patient else ConnectorKind.API
    return [nearest], f"no connector passes its gate; this one comes nearest, although {ruled_out[nearest]}"
