from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapgen.errors import InputError
from mapgen.recommend.parse import duration, fact_value, parse_facts, volume_of
from mapgen.recommend.situation import NO_LIMIT


@pytest.mark.parametrize(
    ("text", "fact", "value"),
    [
        ("freshness=5s", "freshness_s", 5.0),
        ("freshness=2 min", "freshness_s", 120.0),
        ("freshness = 1.5h", "freshness_s", 5400.0),
        ("freshness_s=90", "freshness_s", 90.0),
        ("volume=1M/day", "events_per_day", 1e6),
        ("volume=20k", "events_per_day", 2e4),
        ("volume=10/s", "events_per_day", 864_000.0),
        ("volume=100 per hour", "events_per_day", 2400.0),
        ("volume=1,500", "events_per_day", 1500.0),
        ("rate-limit=unlimited", "calls_per_day", NO_LIMIT),
        ("payload=5MB", "payload_kb", 5120.0),
        ("webhooks=yes", "source_calls_out", True),
        ("pii=No", "pii", False),
        ("cdc=unknown", "change_log", None),
        ("source=warehouse", "source_class", "warehouse"),
        ("target=unknown", "target_class", "unknown"),
        ("owner=source", "owner", "source"),
        ("billing_write=yes", "billing_write", True),
    ],
)
def test_a_fact_is_written_as_people_do(text: str, fact: str, value: object) -> None:
    assert parse_facts([text])[0] == {fact: value}


def test_facts_about_the_estate_are_told_apart_and_shared_ones_count_twice() -> None:
    flow, estate = parse_facts(["developers=3", "regulated=yes"])
    assert flow == {"regulated": True}
    assert estate == {"developers": 3, "regulated": True}


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("freshness", "name=value"),
        ("freshness=", "name=value"),
        ("freshness=soon", "5s"),
        ("freshnes=5s", "freshness"),
        ("volume=lots", "1M/day"),
        ("payload=big", "5MB"),
        ("pii=perhaps", "yes, no or unknown"),
        ("source=moon", "saas"),
        ("owner=me", "source, target, shared"),
    ],
)
def test_a_mistake_is_answered_with_what_is_possible(text: str, says: str) -> None:
    with pytest.raises(InputError, match=says):
        parse_facts([text])


@given(st.text(max_size=60), st.sampled_from(["freshness_s", "events_per_day", "payload_kb", "pii", "owner"]))
def test_any_text_gives_a_value_or_a_clear_refusal(text: str, fact: str) -> None:
    try:
        value = fact_value(fact, text)
    except InputError:
        return
    assert value is None or isinstance(value, bool | float | str)


@given(st.integers(0, 10**9))
def test_bare_numbers_are_seconds(seconds: int) -> None:
    assert duration(str(seconds)) == seconds


def test_volumes_have_four_magnitudes() -> None:
    assert [volume_of(v) for v in (10.0, 5e4, 5e6, 1e9, None)] == ["low", "medium", "high", "very_high", None]
