"""What an unknown fact is taken to be: deduced from other facts where that is certain, else the book's assumption."""

from __future__ import annotations

from mapgen.recommend.book import Book
from mapgen.recommend.situation import FACTS, UNKNOWN, FactValue, Situation

_DEDUCED_SOURCE = (("modelled", "warehouse"), ("source_calls_out", "saas"), ("change_log", "database"))
"""A fact that is true of one class of sources above all."""


def deduced(situation: Situation) -> Situation:
    """The situation with the classes that follow from other facts."""
    if situation.source_class != UNKNOWN:
        return situation
    for fact, found in _DEDUCED_SOURCE:
        if getattr(situation, fact):
            return situation.but(source_class=found)
    return situation


def filled(situation: Situation, book: Book) -> tuple[Situation, dict[str, FactValue]]:
    """The situation without gaps, and what had to be assumed for it, by fact."""
    known = deduced(situation)
    assumed: dict[str, FactValue] = {}
    source = _class(known, "source_class", book)
    target = _class(known, "target_class", book)
    for fact in FACTS:
        if known.knows(fact):
            continue
        value = book.assumed(fact, known, source, target)
        if value is not None:
            assumed[fact] = value
    return known.but(**assumed) if assumed else known, assumed


def _class(known: Situation, fact: str, book: Book) -> str:
    stated: str = getattr(known, fact)
    return stated if stated != UNKNOWN else str(book.assumed(fact, known, "", "") or UNKNOWN)
