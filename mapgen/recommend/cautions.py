"""Warnings and hints that come with a connector, whatever its score."""

from __future__ import annotations

from collections.abc import Callable

from mapgen.model.vocabulary import ConnectorKind
from mapgen.recommend.choice import Choice
from mapgen.recommend.situation import Situation

Caution = Callable[[Situation, Choice], str | None]

_SECONDS_PER_DAY = 86_400

_MOST_OF_LIMIT = 0.5
"""A use of the daily limit above this share leaves too little for everybody else."""


def _billing(s: Situation, choice: Choice) -> str | None:
    del choice
    if not s.billing_write or s.idempotent:
        return None
    danger = "a write to billing without an idempotency key may charge twice when it is retried"
    return f"{danger}; the API recognises repeated writes, so send a key" if s.takes_key else danger


def _polling(s: Situation, choice: Choice) -> str | None:
    del choice
    if s.polls and s.source_calls_out:
        return "polling spends the rate limit where the source offers webhooks"
    return None


def _rate_limit(s: Situation, choice: Choice) -> str | None:
    if choice.connector not in (ConnectorKind.API, ConnectorKind.REVERSE_ETL):
        return None
    if not s.calls_per_day:
        return "calls are limited: honour Retry-After, and find out the daily limit" if s.rate_limited else None
    share = max(s.events_per_day or 0, _polls_per_day(s, choice)) / s.calls_per_day
    if share <= _MOST_OF_LIMIT:
        return None
    return f"single calls would use {share:.0%} of the daily limit; move several records per call, or spread them"


def _polls_per_day(s: Situation, choice: Choice) -> float:
    """Calls that asking a product for news takes, when it is asked as often as the data must be fresh."""
    asked = choice.connector is ConnectorKind.API and s.source_class == "saas" and not s.caller_waits
    return _SECONDS_PER_DAY / s.freshness_s if asked and s.freshness_s else 0.0


def _change_log(s: Situation, choice: Choice) -> str | None:
    if choice.connector is ConnectorKind.CDC and s.change_log is None:
        return "nobody has shown yet that the source's change log can be read"
    return None


def _lost_deletes(s: Situation, choice: Choice) -> str | None:
    if s.deletes_matter and choice.connector in (ConnectorKind.BATCH_ELT, ConnectorKind.API):
        return "deletes do not show up in an extract: compare keys, load full snapshots, or read a list of deletes"
    return None


def _missed_webhooks(s: Situation, choice: Choice) -> str | None:
    if choice.connector is ConnectorKind.WEBHOOK and (s.needs_order or s.needs_replay or s.regulated):
        return "webhooks arrive late, twice, out of order or not at all: reconcile with the source's list once a day"
    return None


def _personal_log(s: Situation, choice: Choice) -> str | None:
    if s.pii and choice.connector in (ConnectorKind.CDC, ConnectorKind.STREAMING):
        return "personal data stays in the log: leave out or pseudonymise columns, and plan for erasure"
    return None


def _two_writers(s: Situation, choice: Choice) -> str | None:
    del choice
    if s.two_way:
        return "both sides write: say per field who wins, and keep a change from coming back as a new one"
    return None


def _bus_for_little(s: Situation, choice: Choice) -> str | None:
    if choice.connector is ConnectorKind.STREAMING and s.streaming_skills is False and s.source_class != "broker":
        return "the team does not run a bus: take a managed one, or the source's own event stream"
    return None


CAUTIONS: tuple[Caution, ...] = (
    _billing,
    _polling,
    _rate_limit,
    _change_log,
    _lost_deletes,
    _missed_webhooks,
    _personal_log,
    _two_writers,
    _bus_for_little,
)


def cautions(situation: Situation, choice: Choice) -> list[str]:
    """Everything to watch out for; `situation` without assumptions, so that nothing unknown is held against it."""
    said = [caution(situation, choice) for caution in CAUTIONS]
    return [*([choice.compromise] if choice.compromise else []), *(text for text in said if text)]
