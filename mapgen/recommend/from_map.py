"""What a map says about its flows and about the estate as a whole."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from mapgen.catalog import Catalog
from mapgen.catalog import System as Product
from mapgen.errors import InputError
from mapgen.model.flow import Flow
from mapgen.model.integration_map import IntegrationMap
from mapgen.model.system import System
from mapgen.model.vocabulary import ConnectorKind, FlowStatus, FlowTransport, Initiator, SyncModel, Tier
from mapgen.recommend import found
from mapgen.recommend.classes import class_of
from mapgen.recommend.landscape import Landscape
from mapgen.recommend.parse import duration, volume_of
from mapgen.recommend.situation import FACTS, HINTS, NO_LIMIT, UNLIMITED, Situation

_BUILT_AS = {
    ConnectorKind.WEBHOOK: {"source_calls_out": True},
    ConnectorKind.CDC: {"change_log": True},
    ConnectorKind.STREAMING: {"emits_events": True},
    ConnectorKind.BATCH_ELT: {"bulk_export": True},
    ConnectorKind.REVERSE_ETL: {"modelled": True},
}
"""What the connector in use proves."""

_ANSWERS = (ConnectorKind.API, ConnectorKind.VIRTUALIZATION, ConnectorKind.IPAAS)
"""Connectors over which somebody may wait for an answer."""

KEPT = frozenset((*FACTS, *HINTS))
"""Facts that a recommendation may carry."""

_PROMPT = (ConnectorKind.WEBHOOK, ConnectorKind.STREAMING, ConnectorKind.CDC)
_PROMPT_MODELS = (SyncModel.REAL_TIME, SyncModel.EVENT_DRIVEN)

_PERSONAL = frozenset({"pii", "personal", "special", "special_phi"})
_SPECIAL = frozenset({"special", "special_phi"})
_BILLING = frozenset({"billing", "payments"})
_WRITES = ("POST", "PUT", "PATCH", "DELETE")


def situation_of_flow(flow: Flow, imap: IntegrationMap, catalog: Catalog) -> Situation:
    """The facts about a flow: what the map says of its systems and of itself, and what the draft had found out."""
    systems = {system.id: system for system in imap.systems}
    source, target = systems.get(flow.source), systems.get(flow.target)
    facts = found.merged(
        found.of_catalog(_product(source, catalog)),
        _stored(flow),
        _built_as(flow.connector),
        _stated(flow),
        _consumers(flow, imap.flows),
    )
    facts["source_class"], facts["target_class"] = _class(source), _class(target)
    return Situation(**found.merged(facts, _for_warnings(flow, target)))


def landscape_of_map(imap: IntegrationMap, situations: Mapping[str, Situation]) -> Landscape:
    """The estate as a whole, from its business flows; developers, teams' habits and residency nobody can read off.

    situations: of the flows, by id.
    """
    flows = [flow for flow in imap.flows if flow.tier is Tier.CORE and flow.status is not FlowStatus.REJECTED]
    ends = {end for flow in flows for end in (flow.source, flow.target)}
    systems = [system for system in imap.systems if system.id in ends]
    known = [situations[flow.id] for flow in flows if flow.id in situations]
    volumes = [s.events_per_day for s in known if s.events_per_day is not None]
    owners = {system.owner for system in systems if system.owner}
    return Landscape(
        systems=sum(_exchanges_for_itself(system) for system in systems),
        volume=volume_of(sum(volumes)) if volumes else None,  # type: ignore[arg-type]
        regulated=True if any(s.regulated for s in known) else None,
        realtime=_realtime(flows),
        consumers=int(max((s.consumers or 1 for s in known), default=1)),
        teams=len(owners) or None,
        copy_allowed=False if any(s.copy_allowed is False for s in known) else None,
        bus=any(_class(system) == "broker" for system in systems),
        own_services=sum(_class(system) == "service" and not system.external for system in systems),
    )


def _exchanges_for_itself(system: System) -> bool:
    """A bus carries for others, and a store belongs to its service: neither counts as a system to integrate."""
    return _class(system) not in ("broker", "database", "file")


def _realtime(flows: list[Flow]) -> bool | None:
    """True when at least every third flow tells what happens as it happens."""
    if not flows:
        return None
    soon = sum(flow.connector in _PROMPT or flow.sync_model in _PROMPT_MODELS for flow in flows)
    return soon * 3 >= len(flows)


def _class(system: System | None) -> str:
    if system is None:
        return "unknown"
    return class_of(system.kind, bought=bool(system.vendor) and system.external)


def _product(system: System | None, catalog: Catalog) -> Product | None:
    return catalog.systems.get(system.vendor) if system is not None and system.vendor else None


def _built_as(connector: ConnectorKind) -> dict[str, Any]:
    waits = {} if connector in _ANSWERS else {"caller_waits": False}
    return waits | _BUILT_AS.get(connector, {})


def _stored(flow: Flow) -> dict[str, Any]:
    """What was known when the draft made its recommendation; facts of other versions are left out."""
    stored = flow.recommendation.facts if flow.recommendation else {}
    return {name: NO_LIMIT if value == UNLIMITED else value for name, value in stored.items() if name in KEPT}


def _stated(flow: Flow) -> dict[str, Any]:
    """What people wrote on the flow, and what follows from its data."""
    facts: dict[str, Any] = {}
    if flow.sla and (seconds := _seconds(flow.sla)) is not None:
        facts["freshness_s"] = seconds
    if flow.sensitivity in _PERSONAL:
        facts["pii"] = True
    if flow.sensitivity in _SPECIAL:
        facts["regulated"] = True
    if flow.transport is FlowTransport.MESSAGING:
        facts["emits_events"] = True
    return facts


def _seconds(sla: str) -> float | None:
    """Seconds of an SLA that is a duration and nothing else (`5m`, `< 1h`); None for other words."""
    try:
        return duration(sla.lstrip("<≤ "))
    except InputError:
        return None


def _consumers(flow: Flow, flows: Iterable[Flow]) -> dict[str, Any]:
    """How many systems read the channel that the flow uses, when it names one."""
    if not flow.channels:
        return {}
    readers = {other.target for other in flows if set(other.channels) & set(flow.channels)}
    return {"consumers": float(len(readers))}


def _for_warnings(flow: Flow, target: System | None) -> dict[str, Any]:
    writes = any(operation.upper().startswith(_WRITES) for operation in flow.operations)
    billing = target is not None and target.kind in _BILLING and writes and flow.initiator is Initiator.SOURCE
    request = flow.connector is ConnectorKind.API and flow.transport is not FlowTransport.DATABASE
    return {
        **({"idempotent": True} if flow.idempotency else {}),
        "two_way": flow.two_way and flow.connector is not ConnectorKind.API,
        "billing_write": billing,
        "polls": request and flow.initiator is Initiator.TARGET and not writes,
    }


def links_of(imap: IntegrationMap) -> tuple[int, str, int]:
    """Pairs of systems that are tied together by business flows, the system with the most partners, and how many."""
    partners: defaultdict[str, set[str]] = defaultdict(set)
    for flow in imap.flows:
        if flow.tier is Tier.CORE:
            partners[flow.source].add(flow.target)
            partners[flow.target].add(flow.source)
    degrees = Counter({name: len(others) for name, others in partners.items()})
    hub, degree = min(degrees.items(), key=lambda item: (-item[1], item[0])) if degrees else ("", 0)
    return sum(degrees.values()) // 2, hub, degree
