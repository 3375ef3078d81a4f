from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from mapgen.model.vocabulary import ConnectorKind
from mapgen.recommend import Situation, load_book
from mapgen.recommend.choice import choose
from mapgen.recommend.sensitivity import questions, turning_points
from mapgen.recommend.sheet import lines, sums
from mapgen.recommend.situation import FACTS, UNKNOWN

BOOK = load_book()
CHECKLIST = ("freshness", "volume", "schema", "ownership", "security", "cost", "observability", "skills")

situations = st.fixed_dictionaries(
    {
        fact: st.sampled_from((UNKNOWN, *kind.values) if fact.endswith("_class") else (None, *kind.values))
        for fact, kind in FACTS.items()
    }
).map(lambda facts: Situation(**facts))  # type: ignore[arg-type]


def sheet_of(situation: Situation):  # type: ignore[no-untyped-def]
    made = choose(situation, BOOK)
    return made, lines(situation, made.situation, made.shape, tuple(kind for kind, _ in made.ranking), BOOK)


def test_the_sheet_has_the_shape_and_the_eight_criteria_of_the_checklist() -> None:
    _, sheet = sheet_of(Situation("saas", "service"))
    assert tuple(line.criterion for line in sheet) == ("shape", *CHECKLIST)


def test_an_unknown_fact_leaves_a_range_and_a_known_one_does_not() -> None:
    _, vague = sheet_of(Situation("service", "saas"))
    _, sure = sheet_of(Situation("service", "saas", freshness_s=60))
    assert vague[1].marks[ConnectorKind.API].low < vague[1].marks[ConnectorKind.API].high
    assert sure[1].marks[ConnectorKind.API].low == sure[1].marks[ConnectorKind.API].high


@given(situations)
def test_totals_of_the_sheet_are_those_of_the_ranking_and_lie_in_their_range(situation: Situation) -> None:
    made, sheet = sheet_of(situation)
    found = sums(sheet)
    assert {kind: found[kind].score for kind, _ in made.ranking} == dict(made.ranking)
    assert all(total.low <= total.score <= total.high for total in found.values())


@given(situations)
def test_whatever_is_known_something_is_recommended_and_a_gate_is_overlooked_only_aloud(situation: Situation) -> None:
    made = choose(situation, BOOK)
    assert made.connector not in made.refused or made.compromise


@given(situations)
def test_questions_are_about_unknown_facts_and_their_answers_change_the_choice(situation: Situation) -> None:
    made = choose(situation, BOOK)
    for question in questions(situation, made, BOOK):
        assert not situation.knows(question.fact)
        assert question.outcomes
        assert made.connector not in question.outcomes.values()


def test_with_every_fact_known_nothing_is_asked() -> None:
    situation = choose(Situation("saas", "service"), BOOK).situation
    assert questions(situation, choose(situation, BOOK), BOOK) == []


def test_a_fact_that_decides_is_asked_for_with_what_hangs_on_it() -> None:
    situation = Situation("database", "warehouse", change_log=True)
    (first, *_) = questions(situation, choose(situation, BOOK), BOOK)
    assert first.fact == "freshness_s"
    assert first.outcomes["86,400 s"] is ConnectorKind.BATCH_ELT
    assert "how old" in first.sentence()


def test_nobody_is_asked_for_the_change_log_of_a_service() -> None:
    situation = Situation("service", "saas")
    assert all(
        q.fact not in ("change_log", "source_calls_out") for q in questions(situation, choose(situation, BOOK), BOOK)
    )


def test_a_known_fact_that_carries_the_choice_is_named() -> None:
    situation = Situation("saas", "service", source_calls_out=True, freshness_s=30)
    assert "if source_calls_out were no: api" in turning_points(situation, choose(situation, BOOK), BOOK)
