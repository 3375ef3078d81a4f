"""What a candidate means to a reader: connector as found, sync model, pattern, signals."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from mapgen.catalog import Catalog
from mapgen.model.vocabulary import ConnectorKind, EvidenceKind, FlowTransport, Initiator, Pattern, SyncModel, Tier
from mapgen.recommend import Situation, found
from mapgen.recommend.classes import class_of
from mapgen.resolve.candidates import Candidate
from mapgen.resolve.nodes import INFRA_KINDS, Node

_RELATION_CONNECTORS = {
    "webhook": ConnectorKind.WEBHOOK,
    "replication": ConnectorKind.CDC,
    "cdc": ConnectorKind.CDC,
    "batch": ConnectorKind.BATCH_ELT,
    "extract": ConnectorKind.BATCH_ELT,
    "load": ConnectorKind.BATCH_ELT,
    "transform": ConnectorKind.BATCH_ELT,
    "reverse_etl": ConnectorKind.REVERSE_ETL,
    "identity": ConnectorKind.IDENTITY_LINK,
    "workflow": ConnectorKind.IPAAS,
}
_STREAM_KINDS = frozenset({"broker", "queue", "stream_processor"})
_WAREHOUSE_KINDS = frozenset({"warehouse", "lakehouse"})
_MARKETING = frozenset(
    {"marketing_automation", "esp", "ads", "forms", "cdp", "push", "messaging_orchestration", "attribution"}
)
_BILLING = frozenset({"billing", "payments", "accounting", "erp", "tax", "expense"})
_IDENTITY = frozenset({"cdp", "mdm", "identity", "consent"})
_ANALYTICS = frozenset({"warehouse", "lakehouse", "bi", "transform", "reverse_etl", "etl"})


def connector_of(candidate: Candidate) -> ConnectorKind:
    """The connector as implemented today."""
    if known := _RELATION_CONNECTORS.get(candidate.relation):
        return known
    if candidate.relation == "sync":
        warehouse = candidate.source.kind in _WAREHOUSE_KINDS
        return ConnectorKind.REVERSE_ETL if warehouse else ConnectorKind.BATCH_ELT
    if candidate.transport is FlowTransport.MESSAGING:
        return ConnectorKind.STREAMING
    if candidate.transport is FlowTransport.FILE:
        return ConnectorKind.FILE
    return ConnectorKind.API


def sync_model_of(candidate: Candidate, connector: ConnectorKind) -> SyncModel:
    """When data moves, from the connector."""
    if connector in (ConnectorKind.STREAMING, ConnectorKind.WEBHOOK):
        return SyncModel.EVENT_DRIVEN
    if connector is ConnectorKind.CDC:
        return SyncModel.REAL_TIME
    if connector in (ConnectorKind.BATCH_ELT, ConnectorKind.REVERSE_ETL, ConnectorKind.FILE):
        return SyncModel.BATCH
    return SyncModel.ON_DEMAND


def tier_of(candidate: Candidate) -> Tier:
    """Platform plumbing when one side is plumbing or the transport is."""
    plumbing = candidate.transport in (FlowTransport.DISCOVERY, FlowTransport.CONFIG, FlowTransport.TELEMETRY)
    infra = {candidate.source.tier, candidate.target.tier} & {Tier.INFRA}
    return Tier.INFRA if plumbing or infra else Tier.CORE


def pattern_of(candidate: Candidate) -> Pattern | None:
    """The standard pattern (docs/concepts.md) the flow belongs to, by the kinds of its systems."""
    kinds = {candidate.source.kind, candidate.target.kind}
    if candidate.transport is FlowTransport.MESSAGING and kinds & _STREAM_KINDS:
        return Pattern.EVENTS
    if kinds & _ANALYTICS:
        return Pattern.WAREHOUSE
    if kinds & _BILLING:
        return Pattern.BILLING
    if kinds & _IDENTITY and not kinds & (_MARKETING - _IDENTITY):
        return Pattern.CUSTOMER_360
    return Pattern.MARKETING if kinds & _MARKETING else None


def signals_of(candidate: Candidate, *, logs_cover: bool) -> list[str]:
    """What a reviewer should look at first.

    undocumented: observed, but in no spec, code or configuration. dead: in code, and the traffic of one of its systems
    was observed without it. only_declared: nothing but a specification says so. by_name: the target is a guess.
    """
    kinds = {clue.kind for clue in candidate.clues}
    observed = kinds & {EvidenceKind.LOG, EvidenceKind.TRACE}
    found = []
    if observed and not kinds - {EvidenceKind.LOG, EvidenceKind.TRACE}:
        found.append("undocumented")
    if not observed and logs_cover and EvidenceKind.CODE in kinds and candidate.relation != "webhook":
        found.append("dead")
    if kinds == {EvidenceKind.SPEC}:
        found.append("only_declared")
    if all(clue.signal.endswith("by_name") or clue.signal == "code.read_named" for clue in candidate.clues):
        found.append("by_name")
    return found


def situation_of(
    candidate: Candidate, catalog: Catalog, api_signals: Mapping[str, Sequence[str]] = MappingProxyType({})
) -> Situation:
    """The facts the connector recommendation works with.

    api_signals: signals of the specifications (`ApiDescribed.signals`), by the key of the system that serves the API.
    """
    source, target = candidate.source, candidate.target
    write = "write" in candidate.methods
    billing = target.kind in ("billing", "payments") and write
    seen = [clue.fact for clue in candidate.clues]
    known = found.merged(
        found.of_catalog(catalog.systems.get(source.vendor or "")),
        found.of_source_spec(api_signals[source.key]) if source.key in api_signals else {},
        {"idempotent": any("idempoten" in name.lower() for name in candidate.fields) if billing else None},
        found.of_target_spec(api_signals.get(target.key, ())),
        found.of_operations(seen),
        found.of_traffic(seen),
        _as_built(candidate),
    )
    return Situation(
        source_class=_class_of(source),
        target_class=_class_of(target),
        billing_write=billing,
        polls=candidate.initiator is Initiator.TARGET and candidate.methods == {"read"},
        **known,
    )


def _as_built(candidate: Candidate) -> dict[str, bool]:
    """What the way the flow works today proves."""
    if candidate.relation == "webhook":
        return {"source_calls_out": True, "caller_waits": False}
    if candidate.transport is FlowTransport.MESSAGING:
        return {"emits_events": True, "caller_waits": False}
    waits = candidate.initiator is Initiator.SOURCE and candidate.two_way and not candidate.target.holds_data
    return {"caller_waits": True} if waits else {}


def _class_of(node: Node) -> str:
    bought = bool(node.vendor) and node.unit is None and node.kind not in INFRA_KINDS
    return class_of(node.kind, bought=bought)
