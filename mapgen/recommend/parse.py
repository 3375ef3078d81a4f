"""Facts as people write them: `freshness=5s`, `volume=1M/day`, `pii=yes`."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable
from typing import Any

from mapgen.errors import InputError
from mapgen.recommend.landscape import LANDSCAPE_FACTS
from mapgen.recommend.situation import CLASSES, FACTS, NO_LIMIT, UNKNOWN, UNLIMITED, Situation

SHORT = {
    "freshness": "freshness_s",
    "volume": "events_per_day",
    "payload": "payload_kb",
    "rate_limit": "calls_per_day",
    "webhooks": "source_calls_out",
    "cdc": "change_log",
    "events": "emits_events",
    "api": "has_api",
    "bulk": "bulk_export",
    "order": "needs_order",
    "replay": "needs_replay",
    "deletes": "deletes_matter",
    "source": "source_class",
    "target": "target_class",
}
"""Short names of facts."""

FLAGS = ("two_way", "billing_write", "idempotent", "takes_key", "rate_limited", "polls")
"""Facts that only warnings use."""

_YES = frozenset(("yes", "true", "y", "1", "on"))
_NO = frozenset(("no", "false", "n", "0", "off"))
_NUMBER = r"(\d[\d,_]{0,20}(?:\.\d{1,6})?)\s*"
_DURATION = re.compile(_NUMBER + r"(ms|s|sec|m|min|h|d|w)?\Z", re.IGNORECASE)
_RATE = re.compile(
    _NUMBER + r"([kmb]?)\s*(?:(?:/|per\s|a\s)\s*(s|sec|second|min|minute|h|hour|d|day))?\Z", re.IGNORECASE
)
_SIZE = re.compile(_NUMBER + r"(b|kb|mb|gb)?\Z", re.IGNORECASE)
_SECONDS = {"ms": 0.001, "s": 1, "sec": 1, "m": 60, "min": 60, "h": 3600, "d": 86_400, "w": 604_800, "": 1}
_PER_DAY = {"s": 86_400, "sec": 86_400, "second": 86_400, "min": 1440, "minute": 1440, "h": 24, "hour": 24}
_TIMES = {"": 1.0, "k": 1e3, "m": 1e6, "b": 1e9}
_KILOBYTES = {"b": 1 / 1024, "kb": 1, "mb": 1024, "gb": 1024 * 1024, "": 1}

STYLE_FACTS = tuple(name for name in LANDSCAPE_FACTS if name != "systems")
"""Facts about the whole estate; `copy_allowed`, `regulated` and `consumers` are also facts about a flow."""


def parse_facts(given: Iterable[str]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Facts about flows, and facts about the whole estate, from `name=value` texts. `name=unknown` forgets one.

    Raises:
        InputError: no such fact, or a value that it cannot have; says which it can.
    """
    flow: dict[str, Any] = {}
    estate: dict[str, Any] = {}
    for text in given:
        name, equals, value = (part.strip() for part in text.partition("="))
        if not equals or not value:
            raise InputError("a fact is written name=value", where=text, hint="for example freshness=5s")
        name = SHORT.get(name.replace("-", "_"), name.replace("-", "_"))
        if name not in FACTS and name not in FLAGS and name not in STYLE_FACTS:
            raise _no_such(name)
        if name in FACTS or name in FLAGS:
            flow[name] = fact_value(name, value)
        if name in STYLE_FACTS:
            estate[name] = style_value(name, value)
    if "events_per_day" in flow:
        estate["volume"] = volume_of(flow["events_per_day"])
    return flow, estate


def with_facts(situation: Situation, facts: dict[str, Any]) -> Situation:
    """The situation with facts as `parse_facts` gives them."""
    return situation.but(**facts)


def fact_value(fact: str, text: str) -> Any:
    """The value of a flow's fact, None (or "unknown" for a class) when it says unknown. Raises InputError."""
    plain = text.strip().lower()
    if fact in ("source_class", "target_class"):
        return _one_of(fact, plain, (*CLASSES, UNKNOWN))
    if plain == UNKNOWN:
        return False if fact in FLAGS and fact != "idempotent" else None
    if fact == "freshness_s":
        return duration(text, fact)
    if fact == "payload_kb":
        return _scaled(fact, _SIZE.match(plain), _KILOBYTES, "2KB, 5MB")
    if fact in ("events_per_day", "calls_per_day"):
        return NO_LIMIT if plain == UNLIMITED else _rate(fact, plain)
    if fact == "consumers":
        return _rate(fact, plain)
    if fact in FACTS and isinstance(FACTS[fact].values[0], str):
        return _one_of(fact, plain, tuple(str(value) for value in FACTS[fact].values))
    return _truth(fact, plain)


def style_value(fact: str, text: str) -> Any:
    """The value of a fact about the whole estate, None when it says unknown. Raises InputError."""
    plain = text.strip().lower()
    if plain == UNKNOWN:
        return None
    if fact == "volume":
        return _one_of(fact, plain, ("low", "medium", "high", "very_high"))
    if fact in ("developers", "teams", "consumers", "own_services"):
        return int(_rate(fact, plain))
    return _truth(fact, plain)


def duration(text: str, where: str = "duration") -> float:
    """Seconds of `5s`, `2 min`, `1.5h`, `1d`; a bare number is seconds. Raises InputError."""
    return _scaled(where, _DURATION.match(text.strip().lower()), _SECONDS, "500ms, 5s, 10m, 4h, 1d")


def volume_of(events_per_day: float | None) -> str | None:
    """The magnitude of a daily volume, in the words of the style matrix."""
    if events_per_day is None:
        return None
    steps = ((1e4, "low"), (1e6, "medium"), (5e7, "high"))
    return next((word for limit, word in steps if events_per_day < limit), "very_high")


def _rate(fact: str, text: str) -> float:
    found = _RATE.match(text)
    if found is None:
        raise InputError(f"{text!r} is no number", where=fact, hint="for example 500, 20k, 1M/day, 5/s")
    number, scale, period = found.groups()
    return _plain(number) * _TIMES[scale or ""] * _PER_DAY.get(period or "", 1)


def _scaled(fact: str, found: re.Match[str] | None, scale: dict[str, float], examples: str) -> float:
    if found is None:
        raise InputError("is not a quantity", where=fact, hint=f"for example {examples}")
    return _plain(found[1]) * scale[found[2] or ""]


def _plain(number: str) -> float:
    return float(number.replace(",", "").replace("_", ""))


def _truth(fact: str, text: str) -> bool:
    if text in _YES | _NO:
        return text in _YES
    raise InputError(f"{text!r} is neither yes nor no", where=fact, hint="yes, no or unknown")


def _one_of(fact: str, text: str, values: tuple[str, ...]) -> str:
    if text in values:
        return text
    raise InputError(f"cannot be {text!r}", where=fact, hint=f"one of {', '.join(values)}")


def _no_such(name: str) -> InputError:
    names = sorted({*FACTS, *SHORT, *FLAGS, *STYLE_FACTS})
    near = difflib.get_close_matches(name, names, n=3)
    return InputError(
        f"there is no fact {name!r}", hint=f"{'nearest' if near else 'one of'}: {', '.join(near or names)}"
    )
