"""The door: from a situation to the recommendation that a map keeps."""

from __future__ import annotations

import functools

from mapgen.model.flow import Recommendation
from mapgen.recommend.book import Book, load_book
from mapgen.recommend.cautions import cautions
from mapgen.recommend.choice import Choice, choose
from mapgen.recommend.sensitivity import in_words, questions
from mapgen.recommend.situation import Situation


def recommend(situation: Situation, book: Book | None = None) -> Recommendation:
    """Choose a connector; explain the choice, every refusal, what to ask and what to watch out for.

    Pure: the same situation and rules (None = the bundled ones) give the same recommendation.
    """
    found = _bundled(situation) if book is None else _recommend(situation, book)
    return found.model_copy(deep=True)


@functools.lru_cache(maxsize=4096)
def _bundled(situation: Situation) -> Recommendation:
    return _recommend(situation, load_book())


def _recommend(situation: Situation, book: Book) -> Recommendation:
    made = choose(situation, book)
    return Recommendation(
        connector=made.connector,
        because=because(made, book),
        refused={kind.value: reason for kind, reason in sorted(made.refused.items()) if kind is not made.connector},
        warnings=cautions(situation, made),
        runner_up=made.ranking[1][0] if len(made.ranking) > 1 else None,
        questions=[question.sentence() for question in questions(situation, made, book)],
        facts=situation.known() | situation.hints(),
    )


def because(made: Choice, book: Book) -> list[str]:
    """The shape's reason, and what was taken for granted where it mattered to the shape."""
    reasons = [book.shapes[made.shape].because]
    if "freshness_s" in made.assumed:
        reasons.append(f"assuming that {in_words('freshness_s', made.situation.freshness_s or 0)} of delay is fine")
    return reasons
