"""How well connectors and integration styles are recommended, against labelled situations.

`data` is a scenarios file (schema `mapgen-connector-scenarios/1`), or a folder with `connectors/scenarios.json` or
`scenarios.json`: `scenarios` with facts and connectors that are `acceptable` and `unacceptable`, `patterns` with facts
of a whole estate and acceptable styles. Labels in neither list are neutral: not right, but no blunder.

The masked figures blank a share of each scenario's facts, `DRAWS` times, seeded. A draw is right when the connector is
acceptable or a question names a blanked fact. `answered` counts the connector alone, `questions` how many facts were
asked for per draw, so that asking about everything does not look like knowing.
"""

from __future__ import annotations

import json
import random
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from mapgen.errors import InputError
from mapgen.recommend import Situation, load_book
from mapgen.recommend.choice import choose
from mapgen.recommend.landscape import LANDSCAPE_FACTS, Landscape
from mapgen.recommend.sensitivity import questions
from mapgen.recommend.situation import NO_LIMIT
from mapgen.recommend.style import recommend_style

DRAWS = 30
SEED = 20260101
SHARES = (20, 40)

_CLASSES = {
    "event_bus": "broker",
    "user_app": "client",
    "file_store": "file",
    "object_storage": "file",
    "data_warehouse": "warehouse",
    "lakehouse": "warehouse",
    "queue": "broker",
    "app": "service",
    "application": "service",
}
"""Kinds of the scenarios that are called otherwise here."""

_DIRECT = {
    "freshness_s": "freshness_s",
    "events_per_day": "events_per_day",
    "payload_kb": "payload_kb",
    "needs_response": "caller_waits",
    "source_capabilities.rest_api": "has_api",
    "source_capabilities.webhooks": "source_calls_out",
    "source_capabilities.bulk_api": "bulk_export",
    "source_capabilities.cdc": "change_log",
    "source_capabilities.events": "emits_events",
    "inbound_endpoint_possible": "target_listens",
    "needs_order": "needs_order",
    "needs_replay": "needs_replay",
    "captures_deletes": "deletes_matter",
    "consumers": "consumers",
    "history_backfill": "history",
    "store_copy": "copy_allowed",
    "modelled_in_warehouse": "modelled",
    "pii": "pii",
    "regulated": "regulated",
    "cost_sensitive": "cost_sensitive",
    "team.streaming": "streaming_skills",
    "team.sql": "sql_skills",
    "team.ops": "ops_skills",
}
"""Facts of the scenarios (dotted) -> facts of a situation, with the same meaning."""

_WORDS = {
    "schema_changes": ("schema_changes", ("rare", "frequent")),
    "owner": ("owner", ("source", "target", "shared")),
    "observability": ("monitoring", ("none", "basic", "full")),
}
"""Facts whose values are words; other words count as unknown."""

_RATE_LIMIT = "source_capabilities.rate_limit_per_day"

NAMES = {
    "source_kind": "source_class",
    "target_kind": "target_class",
    _RATE_LIMIT: "calls_per_day",
    **_DIRECT,
    **{theirs: ours for theirs, (ours, _) in _WORDS.items()},
}
"""Every fact of the scenarios that takes part in the choice -> our name for it."""


def run(data: Path) -> dict[str, float]:
    """Shares of right and unacceptable recommendations; misses go to standard error."""
    labelled = _load(data)
    scenarios = labelled.get("scenarios", [])
    metrics: dict[str, float] = {"scenarios": len(scenarios)}
    metrics |= _full(scenarios)
    for share in SHARES:
        metrics |= _masked(scenarios, share)
    return metrics | _patterns(labelled.get("patterns", []))


def flat(facts: Mapping[str, Any], prefix: str = "") -> dict[str, Any]:
    """Nested facts with dotted names."""
    made: dict[str, Any] = {}
    for name, value in facts.items():
        if isinstance(value, Mapping):
            made |= flat(value, f"{prefix}{name}.")
        else:
            made[prefix + name] = value
    return made


def situation_of(facts: Mapping[str, Any]) -> Situation:
    """The situation that dotted facts of a scenario describe; absent facts are unknown, a null rate limit is none."""
    known: dict[str, Any] = {ours: facts[theirs] for theirs, ours in _DIRECT.items() if facts.get(theirs) is not None}
    for theirs, (ours, words) in _WORDS.items():
        if facts.get(theirs) in words:
            known[ours] = facts[theirs]
    if _RATE_LIMIT in facts:
        limit = facts[_RATE_LIMIT]
        known["calls_per_day"] = NO_LIMIT if limit is None else float(limit)
    return Situation(_class(facts.get("source_kind")), _class(facts.get("target_kind")), **known)


def landscape_of(facts: Mapping[str, Any]) -> Landscape:
    """The estate that the facts of a pattern describe."""
    named = {name: facts[name] for name in LANDSCAPE_FACTS if facts.get(name) is not None}
    if "store_copy" in facts:
        named["copy_allowed"] = facts["store_copy"]
    return Landscape(**{"systems": 1, **named})


def _class(kind: str | None) -> str:
    return _CLASSES.get(kind, kind) if kind else "unknown"


def _load(data: Path) -> dict[str, Any]:
    tries = [data] if data.is_file() else [data / "connectors" / "scenarios.json", data / "scenarios.json"]
    path = next((path for path in tries if path.is_file()), None)
    if path is None:
        raise InputError("no scenarios file", where=str(data), hint="give scenarios.json or the folder it is in")
    try:
        labelled = json.loads(path.read_bytes())
    except ValueError as error:
        raise InputError(f"not valid JSON: {error}", where=str(path)) from error
    if not isinstance(labelled, dict) or not labelled.get("scenarios"):
        raise InputError("no scenarios in it", where=str(path), hint="the file needs a list named scenarios")
    return labelled


def _full(scenarios: list[dict[str, Any]]) -> dict[str, float]:
    right = blunders = asked = 0
    for scenario in scenarios:
        situation = situation_of(flat(scenario["facts"]))
        made = choose(situation, load_book())
        asked += len(questions(situation, made, load_book()))
        right += made.connector in scenario["acceptable"]
        blunders += made.connector in scenario["unacceptable"]
        if made.connector not in scenario["acceptable"]:
            _say(f"{scenario['id']}: {made.connector} ({made.shape}), acceptable: {', '.join(scenario['acceptable'])}")
    count = len(scenarios)
    return {
        "accept_at_1": right / count,
        "unacceptable_at_1": blunders / count,
        "accepted": right,
        "unacceptable": blunders,
        "full_questions": asked / count,
    }


def _masked(scenarios: list[dict[str, Any]], share: int) -> dict[str, float]:
    right = answered = blunders = asked = draws = 0
    for scenario in scenarios:
        for kept, blanked in _draws(scenario, share):
            situation = situation_of(kept)
            made = choose(situation, load_book())
            named = {question.fact for question in questions(situation, made, load_book())}
            accepted = made.connector in scenario["acceptable"]
            draws += 1
            asked += len(named)
            answered += accepted
            right += accepted or bool(named & blanked)
            blunders += made.connector in scenario["unacceptable"] and not named & blanked
    return {
        f"masked{share}_accept_at_1": right / draws,
        f"masked{share}_answered": answered / draws,
        f"masked{share}_unacceptable": blunders / draws,
        f"masked{share}_questions": asked / draws,
    }


def _draws(scenario: dict[str, Any], share: int) -> Iterator[tuple[dict[str, Any], set[str]]]:
    """Facts that are left, and our names of those that were blanked; the same for every run."""
    facts = flat(scenario["facts"])
    names = sorted(facts)
    for number in range(DRAWS):
        chance = random.Random(f"{SEED}:{scenario['id']}:{share}:{number}")
        gone = set(chance.sample(names, round(len(names) * share / 100)))
        yield {name: facts[name] for name in names if name not in gone}, {NAMES[name] for name in gone & NAMES.keys()}


def _patterns(patterns: list[dict[str, Any]]) -> dict[str, float]:
    right = blunders = 0
    for pattern in patterns:
        style = recommend_style(landscape_of(pattern["facts"])).style
        right += style in pattern["acceptable"]
        blunders += style in pattern["unacceptable"]
        if style not in pattern["acceptable"]:
            _say(f"{pattern['id']}: {style}, acceptable: {', '.join(pattern['acceptable'])}")
    return {"patterns": len(patterns), "patterns_right": right, "patterns_unacceptable": blunders}


def _say(line: str) -> None:
    print(line, file=sys.stderr)
