"""The score sheet: every criterion of the decision checklist times its weight, for every connector."""

from __future__ import annotations

from dataclasses import dataclass

from mapgen.model.vocabulary import ConnectorKind
from mapgen.recommend.book import BEST, Book, Criterion
from mapgen.recommend.situation import Situation

SHAPE = "shape"


@dataclass(frozen=True, slots=True)
class Mark:
    """A score (1-5), and the range it can take while facts are unknown."""

    score: int
    low: int
    high: int


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the sheet: a criterion, its weight, and each connector's mark. `facts`: what it rests on."""

    criterion: str
    title: str
    weight: float
    facts: tuple[str, ...]
    marks: dict[ConnectorKind, Mark]


@dataclass(frozen=True, slots=True)
class Total:
    """Weighted sum of one connector's marks, and the range it can take."""

    score: float
    low: float
    high: float


def totals(filled: Situation, shape: str, kinds: list[ConnectorKind], book: Book) -> dict[ConnectorKind, float]:
    """Weighted sums only, without ranges: what the choice needs."""
    fit = book.shapes[shape].fit
    made = {}
    for kind in kinds:
        total = book.weights[SHAPE] * fit[kind]
        for name, criterion in book.criteria.items():
            total += book.weights[name] * _score(criterion, filled, kind)
        made[kind] = total
    return made


def lines(known: Situation, filled: Situation, shape: str, kinds: tuple[ConnectorKind, ...], book: Book) -> list[Line]:
    """The whole sheet. `known` tells which facts are more than assumptions."""
    fit = book.shapes[shape].fit
    first = {kind: Mark(fit[kind], fit[kind], fit[kind]) for kind in kinds}
    made = [Line(SHAPE, f"Shape: {shape.replace('_', ' ')}", book.weights[SHAPE], (), first)]
    for name, criterion in book.criteria.items():
        marks = {kind: _mark(criterion, known, filled, kind) for kind in kinds}
        facts = tuple(part.fact for part in criterion.parts)
        made.append(Line(name, criterion.title, book.weights[name], facts, marks))
    return made


def sums(sheet: list[Line]) -> dict[ConnectorKind, Total]:
    """The totals of a sheet by connector."""
    return {
        kind: Total(
            sum(line.weight * line.marks[kind].score for line in sheet),
            sum(line.weight * line.marks[kind].low for line in sheet),
            sum(line.weight * line.marks[kind].high for line in sheet),
        )
        for kind in sheet[0].marks
    }


def _score(criterion: Criterion, filled: Situation, kind: ConnectorKind) -> int:
    return min((part.score(getattr(filled, part.fact), kind) for part in criterion.parts), default=BEST)


def _mark(criterion: Criterion, known: Situation, filled: Situation, kind: ConnectorKind) -> Mark:
    low = high = score = BEST
    for part in criterion.parts:
        here = part.score(getattr(filled, part.fact), kind)
        least, most = (here, here) if known.knows(part.fact) else part.extent(kind)
        score, low, high = min(score, here), min(low, least), min(high, most)
    return Mark(score, low, high)
