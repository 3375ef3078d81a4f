"""The rule book: weights, bands, assumptions and limits of criteria.yaml, and the user's changes to them."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from importlib import resources
from pathlib import Path
from typing import Annotated, Any

import msgspec

from mapgen.catalog import documents
from mapgen.errors import InputError
from mapgen.model.vocabulary import ConnectorKind
from mapgen.recommend.landscape import LANDSCAPE_FACTS
from mapgen.recommend.situation import CLASSES, FACTS, NO_LIMIT, UNKNOWN, UNLIMITED, FactValue, Situation

CONNECTORS = (
    ConnectorKind.API,
    ConnectorKind.WEBHOOK,
    ConnectorKind.BATCH_ELT,
    ConnectorKind.REVERSE_ETL,
    ConnectorKind.CDC,
    ConnectorKind.STREAMING,
)
"""What can be recommended, the simplest to run first: at equal scores the simpler one is chosen."""

STYLES = ("p2p", "ipaas", "hub_and_spoke", "event_driven", "api_led", "esb", "data_virtualization")
"""Integration styles of a whole map, the simplest first."""

Score = Annotated[int, msgspec.Meta(ge=1, le=5)]
Weight = Annotated[float, msgspec.Meta(ge=0, le=999)]
BEST = 5


class Entry(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Base of the book's entries: immutable, unknown keys are refused."""


class Band(Entry, frozen=True, kw_only=True, rename={"is_": "is"}):
    """Scores for a range of a fact: numbers less than `below`, or the value `is_`, or everything else."""

    scores: dict[str, Score]
    below: float | None = None
    is_: bool | str | None = None

    def holds(self, value: object) -> bool:
        """True when the value lies in this band."""
        if self.below is not None:
            return isinstance(value, int | float) and value < self.below
        return self.is_ is None or value == self.is_


class Part(Entry, frozen=True, kw_only=True):
    """What one fact says: the first band that holds counts."""

    fact: str
    bands: tuple[Band, ...]

    def score(self, value: object, option: str) -> int:
        """Score (1-5) of an option (a connector or style) when the fact has this value."""
        for band in self.bands:
            if band.holds(value):
                return band.scores.get(option, BEST)
        return BEST

    def extent(self, option: str) -> tuple[int, int]:
        """Lowest and highest score of an option over all values of the fact."""
        scores = [band.scores.get(option, BEST) for band in self.bands]
        return min(scores), max(scores)


class Criterion(Entry, frozen=True, kw_only=True):
    """A line of the checklist; its score is that of its weakest part."""

    title: str
    parts: tuple[Part, ...]


class Shape(Entry, frozen=True, kw_only=True):
    """What kind of flow it is: why, and how well (1-5) each connector fits."""

    because: str
    fit: dict[str, Score]


class Assumption(Entry, frozen=True, kw_only=True):
    """What is taken for granted when a fact is unknown, the classes are these ("" = any), and the fact `when` is true
    ("" = whatever else is known)."""

    value: bool | float | str
    source: str = ""
    target: str = ""
    when: str = ""

    def fits(self, situation: Situation, source: str, target: str) -> bool:
        """True when the row is about these classes, and what it takes is known."""
        classes = self.source in ("", source) and self.target in ("", target)
        return classes and (not self.when or getattr(situation, self.when) is True)


class Limits(Entry, frozen=True, kw_only=True):
    """The thresholds that gates and shapes use; ages in seconds, volumes in records a day."""

    batch_floor_s: float
    replication_below_s: float
    bulk_from_s: float
    bulk_records_per_day: float
    stream_events_per_day: float
    many_consumers: float
    questions: int


class StyleRules(Entry, frozen=True, kw_only=True):
    """How integration styles are weighed: weights by criterion, criteria over the facts of a whole map."""

    weights: dict[str, Weight]
    criteria: dict[str, Criterion]


class Book(Entry, frozen=True, kw_only=True):
    """All rules; docs/recommendation.md explains each section."""

    limits: Limits
    weights: dict[str, Weight]
    assumptions: dict[str, tuple[Assumption, ...]]
    shapes: dict[str, Shape]
    criteria: dict[str, Criterion]
    styles: StyleRules

    def assumed(self, fact: str, situation: Situation, source: str, target: str) -> FactValue | None:
        """What is taken for granted about a fact between these classes; None when nothing is."""
        for row in self.assumptions.get(fact, ()):
            if row.fits(situation, source, target):
                return row.value
        return None


def load_book(own: Path | None = None) -> Book:
    """The bundled rules, changed by the user's own file when one is given.

    Raises:
        CatalogError: the file is not valid YAML. BudgetExceeded: it is too large or too deep.
        InputError: a rule is not valid; names the field.
    """
    return _bundled() if own is None else _book(_merged(_raw(), documents.parse(_read(own), str(own))), str(own))


@functools.cache
def _bundled() -> Book:
    return _book(_raw(), "criteria.yaml")


def _raw() -> dict[str, Any]:
    content = resources.files("mapgen.recommend").joinpath("criteria.yaml").read_bytes()
    return documents.parse(content, "criteria.yaml", trusted=True)


def _read(path: Path) -> bytes:
    if not path.is_file():
        raise InputError("there is no such file of weights", where=str(path), hint="see docs/recommendation.md")
    return documents.read_bytes(path)


def _merged(base: Mapping[str, Any], changes: Mapping[str, Any]) -> dict[str, Any]:
    """Mappings are merged, everything else replaced."""
    made = dict(base)
    for key, value in changes.items():
        old = made.get(key)
        made[key] = _merged(old, value) if isinstance(old, dict) and isinstance(value, dict) else value
    return made


def _book(raw: dict[str, Any], where: str) -> Book:
    _check_weights(raw, where)
    try:
        book = msgspec.convert(raw, Book, strict=False)
    except msgspec.ValidationError as error:
        raise InputError(str(error), where=where, hint="mapgen/recommend/criteria.yaml shows every key") from error
    for problem in _problems(book):
        raise InputError(problem, where=where, hint="mapgen/recommend/criteria.yaml shows every name")
    return msgspec.structs.replace(book, assumptions=_typed(book.assumptions))


def _check_weights(raw: dict[str, Any], where: str) -> None:
    """Weights are what people change first: a bad one is named (the general check cannot name a mapping's key)."""
    weights = raw.get("weights")
    for name, value in weights.items() if isinstance(weights, dict) else ():
        if isinstance(value, bool) or not re.fullmatch(r"[0-9]{1,3}(\.[0-9]{1,6})?", str(value)):
            raise InputError(f"the weight of {name!r} must be a number from 0 to 999, not {value!r}", where=where)


def _typed(assumptions: dict[str, tuple[Assumption, ...]]) -> dict[str, tuple[Assumption, ...]]:
    """YAML's integers and "unlimited" become the numbers that facts are."""
    return {
        fact: tuple(msgspec.structs.replace(row, value=_number(row.value)) for row in rows)
        for fact, rows in assumptions.items()
    }


def _number(value: FactValue) -> FactValue:
    if value == UNLIMITED:
        return NO_LIMIT
    return float(value) if isinstance(value, int) and not isinstance(value, bool) else value


def _problems(book: Book) -> list[str]:
    """Names that mean nothing, as sentences."""
    connectors = {kind.value for kind in CONNECTORS}
    found = [f"weights: there is no criterion {name!r}" for name in book.weights.keys() - {*book.criteria, "shape"}]
    found += [f"weights: {name!r} has none" for name in {*book.criteria, "shape"} - book.weights.keys()]
    found += [f"assumptions: there is no fact {name!r}" for name in book.assumptions.keys() - FACTS.keys()]
    for name, shape in book.shapes.items():
        found += [f"shapes.{name}: fit must name each of {', '.join(CONNECTORS)}"] * (shape.fit.keys() != connectors)
    found += _strangers(book.criteria, tuple(FACTS), connectors)
    found += _strangers(book.styles.criteria, LANDSCAPE_FACTS, set(STYLES))
    for rows in book.assumptions.values():
        classes = {row.source for row in rows} | {row.target for row in rows}
        found += [f"assumptions: there is no class {name!r}" for name in classes - {"", UNKNOWN, *CLASSES}]
        found += [f"assumptions: there is no fact {row.when!r}" for row in rows if row.when not in ("", *FACTS)]
    return sorted(found)


def _strangers(criteria: Mapping[str, Criterion], facts: tuple[str, ...], options: set[str]) -> list[str]:
    found = []
    for name, criterion in criteria.items():
        for part in criterion.parts:
            if part.fact not in facts:
                found.append(f"criteria.{name}: there is no fact {part.fact!r}")
            for band in part.bands:
                found += [f"criteria.{name}: there is no {option!r}" for option in band.scores.keys() - options]
    return found
