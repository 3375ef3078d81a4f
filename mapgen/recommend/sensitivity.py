"""What the choice hangs on: facts worth asking for, and values that would change it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from mapgen.model.vocabulary import ConnectorKind
from mapgen.recommend.assume import deduced
from mapgen.recommend.book import Book
from mapgen.recommend.choice import Choice, choose
from mapgen.recommend.situation import FACTS, NO_LIMIT, FactValue, Situation


@dataclass(frozen=True, slots=True)
class Question:
    """A fact nobody knows yet, whose answer changes the choice. `outcomes`: answer in words -> connector then."""

    fact: str
    text: str
    outcomes: dict[str, ConnectorKind]

    def sentence(self) -> str:
        """The question with what hangs on it."""
        by_kind: dict[ConnectorKind, list[str]] = {}
        for answer, kind in self.outcomes.items():
            by_kind.setdefault(kind, []).append(answer)
        hangs = "; ".join(f"{' or '.join(answers)}: {kind}" for kind, answers in by_kind.items())
        return f"{self.fact}: {self.text} ({hangs})"


def questions(situation: Situation, made: Choice, book: Book) -> list[Question]:
    """Facts to ask for: those whose answer changes the choice, in the order of `FACTS`, as many as the book allows."""
    return list(islice(_open_questions(situation, made, book), book.limits.questions))


def _open_questions(situation: Situation, made: Choice, book: Book) -> Iterator[Question]:
    known = deduced(situation)
    for fact, kind in FACTS.items():
        if known.knows(fact) or not kind.concerns(known.source_class, known.target_class):
            continue
        if outcomes := dict(_changes(situation, fact, made.connector, book)):
            yield Question(fact, kind.question, outcomes)


def turning_points(situation: Situation, made: Choice, book: Book) -> list[str]:
    """Known facts that carry the choice: "if freshness_s were 5 s: cdc"."""
    found = []
    for fact in situation.known():
        for answer, kind in _changes(situation, fact, made.connector, book):
            found.append(f"if {fact} were {answer}: {kind}")
    return found


def _changes(situation: Situation, fact: str, chosen: ConnectorKind, book: Book) -> Iterator[tuple[str, ConnectorKind]]:
    for value in FACTS[fact].values:
        other = choose(situation.but(**{fact: value}), book).connector
        if other is not chosen:
            yield in_words(fact, value), other


def in_words(fact: str, value: FactValue) -> str:
    """A fact's value for people: yes/no, thousands separated, with its unit."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if value == NO_LIMIT:
        return "unlimited"
    if isinstance(value, int | float):
        number = f"{value:,g}" if value < 1e6 else f"{value:,.0f}"
        return f"{number} {FACTS[fact].unit}".strip()
    return value
