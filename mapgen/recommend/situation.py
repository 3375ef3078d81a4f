"""What is known about a flow when a connector is chosen, and what can be asked about it."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

NO_LIMIT = float("inf")
"""`calls_per_day` of a source known to have no daily limit."""

UNLIMITED = "unlimited"
"""How "no limit" is written in files and on the command line."""

FactValue = bool | float | str
"""A fact's value; counts are floats, so that "no limit" is one of them."""


@dataclass(frozen=True, slots=True)
class Situation:
    """The facts about one flow; None (or the class "unknown") means that nobody knows yet.

    source_class, target_class: one of `CLASSES`. caller_waits: somebody waits for the answer. source_calls_out: the
    source offers webhooks. target_listens: the target may have an endpoint that the source can reach. change_log: the
    source's change log can be read. emits_events: the source publishes events. copy_allowed: the data may be stored at
    the target. has_api: the source answers single requests. bulk_export: it hands out many records at once.
    changed_since: it can be asked for what changed since a moment. calls_per_day: its daily call limit. freshness_s:
    how old data may be, in seconds. events_per_day: changes or records a day. payload_kb: size of one, in KB.
    schema_changes: rare or frequent. deletes_matter: deletes must arrive too. history: all of the past is wanted as
    well. consumers: how many systems want the same data. modelled: computed in the warehouse. owner: who runs retries
    (source, target, shared). monitoring: none, basic, full. *_skills: the team can run a bus, write SQL, be on call.
    For warnings only: two_way; billing_write; idempotent (the caller is shown to send a key); takes_key (the target's
    API recognises a repeated write); rate_limited (calls are limited, nobody says to how many); polls.
    """

    source_class: str
    target_class: str
    caller_waits: bool | None = None
    source_calls_out: bool | None = None
    target_listens: bool | None = None
    change_log: bool | None = None
    emits_events: bool | None = None
    copy_allowed: bool | None = None
    has_api: bool | None = None
    bulk_export: bool | None = None
    changed_since: bool | None = None
    calls_per_day: float | None = None
    freshness_s: float | None = None
    events_per_day: float | None = None
    payload_kb: float | None = None
    schema_changes: Literal["rare", "frequent"] | None = None
    needs_order: bool | None = None
    needs_replay: bool | None = None
    deletes_matter: bool | None = None
    history: bool | None = None
    consumers: float | None = None
    modelled: bool | None = None
    pii: bool | None = None
    regulated: bool | None = None
    owner: Literal["source", "target", "shared"] | None = None
    monitoring: Literal["none", "basic", "full"] | None = None
    cost_sensitive: bool | None = None
    streaming_skills: bool | None = None
    sql_skills: bool | None = None
    ops_skills: bool | None = None
    two_way: bool = False
    billing_write: bool = False
    idempotent: bool | None = None
    takes_key: bool = False
    rate_limited: bool = False
    polls: bool = False

    def knows(self, fact: str) -> bool:
        """True when the fact has a value."""
        return getattr(self, fact) not in (None, UNKNOWN)

    def known(self) -> dict[str, FactValue]:
        """The facts that have a value, by name, in the order of `FACTS`; no limit is "unlimited", as in files."""
        values = {fact: getattr(self, fact) for fact in FACTS if self.knows(fact)}
        return {fact: UNLIMITED if value == NO_LIMIT else value for fact, value in values.items()}

    def hints(self) -> dict[str, FactValue]:
        """What specifications showed that matters to warnings only."""
        return {name: True for name in HINTS if getattr(self, name)}

    def but(self, **facts: object) -> Situation:
        """The same situation with other values for some facts."""
        return dataclasses.replace(self, **facts)  # type: ignore[arg-type]


HINTS = ("idempotent", "takes_key", "rate_limited")
"""Facts for warnings that only a specification shows, so that a recommendation keeps them."""

UNKNOWN = "unknown"
"""The class of a system of which nothing is known."""

CLASSES = ("saas", "service", "database", "warehouse", "broker", "client", "file")
"""Classes of systems, as far as the choice of a connector goes. client: a browser, mobile or desktop application;
file: a place where files lie; broker: a bus or queue; service: an application the estate runs itself."""


@dataclass(frozen=True, slots=True)
class FactKind:
    """How to ask for a fact. `question` is put to a person; `values` are the answers that are tried (for numbers: one
    of each magnitude that matters); `unit` is shown behind numbers; `sources`, `targets`: classes between which the
    question makes sense at all (() = any)."""

    question: str
    values: tuple[FactValue, ...] = (True, False)
    unit: str = ""
    sources: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()

    def concerns(self, source: str, target: str) -> bool:
        """True when the question makes sense between these classes."""
        return source in (UNKNOWN, *(self.sources or CLASSES)) and target in (UNKNOWN, *(self.targets or CLASSES))


_ENDS = ("saas", "service", "database", "warehouse", "client", "file")
_KEEPERS = ("saas", "warehouse", "file")

FACTS: Mapping[str, FactKind] = {
    "source_class": FactKind("what is the source: a SaaS product, service, database, warehouse, bus, ...?", CLASSES),
    "target_class": FactKind("what is the target: a SaaS product, service, database, warehouse, bus, ...?", CLASSES),
    "freshness_s": FactKind("how old may the data be when it is used?", (5.0, 60.0, 900.0, 7200.0, 86400.0), "s"),
    "caller_waits": FactKind("does anybody wait for the answer before going on?", sources=_ENDS, targets=_ENDS),
    "events_per_day": FactKind("how many records or changes a day?", (1e3, 2e4, 2e5, 2e6), "a day"),
    "source_calls_out": FactKind("does the source offer webhooks for this data?", sources=("saas",)),
    "change_log": FactKind("may the source's change log be read?", sources=("database", "saas")),
    "emits_events": FactKind("does the source publish events for this data?", sources=("saas", "service", "client")),
    "modelled": FactKind(
        "is the data computed in the warehouse, rather than passed through it?", sources=("warehouse",)
    ),
    "target_listens": FactKind("may the target have an endpoint that the source can reach?"),
    "has_api": FactKind("does the source answer requests for single records?", sources=("saas", "database")),
    "copy_allowed": FactKind("may the data be copied to the target?", sources=_ENDS, targets=_KEEPERS),
    "bulk_export": FactKind("can the source hand out many records at once?", sources=("saas",)),
    "changed_since": FactKind("can the source be asked for what changed since a moment?", sources=("saas",)),
    "calls_per_day": FactKind(
        "how many calls a day does the source allow?", (5e3, 1e5, NO_LIMIT), "a day", sources=("saas",)
    ),
    "needs_order": FactKind("must events arrive in order?"),
    "needs_replay": FactKind("must past events be read again, after a loss or by new consumers?"),
    "deletes_matter": FactKind("must deletes arrive as well?"),
    "history": FactKind("is all of the past wanted too?"),
    "consumers": FactKind("how many systems want the same data?", (1.0, 5.0)),
    "payload_kb": FactKind("how large is one record or message?", (2.0, 500.0, 5000.0), "KB"),
    "schema_changes": FactKind("does the source's schema change rarely or frequently?", ("rare", "frequent")),
    "owner": FactKind("who owns retries: the source's team, the target's, or both?", ("source", "target", "shared")),
    "pii": FactKind("does it carry personal data?"),
    "regulated": FactKind("is the exchange regulated, so that it must be proven later?"),
    "cost_sensitive": FactKind("is running cost a main concern?"),
    "monitoring": FactKind("how well is it watched today: not, basic, full?", ("none", "basic", "full")),
    "streaming_skills": FactKind("can the team run and debug a bus?"),
    "sql_skills": FactKind("does the team write SQL?"),
    "ops_skills": FactKind("is there a team that runs platforms?"),
}
"""Every fact that takes part in the choice, the ones that decide most often first."""
