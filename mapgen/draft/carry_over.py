"""Decisions survive a re-draft: what people accepted, rejected, edited or renamed stays as they left it."""

from __future__ import annotations

from mapgen.model.flow import Flow
from mapgen.model.integration_map import IntegrationMap
from mapgen.model.naming import comparable
from mapgen.model.system import System
from mapgen.model.vocabulary import DECIDED, FlowStatus

_DERIVED_FIELDS = ("confidence", "signals", "evidence", "recommendation", "fingerprint")
"""Fields of a decided flow that a re-draft renews; all others are people's."""

_SYSTEM_FIELDS = ("name", "kind", "layer", "tier", "vendor", "owner", "region", "domain", "description", "external")


def carry_over(draft: IntegrationMap, previous: IntegrationMap) -> IntegrationMap:
    """Merge an earlier map into a fresh draft of the same estate.

    Flows match by fingerprint, systems by id or alias. A decided flow keeps every field people can set and gets
    fresh evidence; a decided flow whose evidence vanished stays, as `stale` (rejected ones stay rejected). An
    undecided flow keeps its id, so that links to it keep working. Flows and systems that people added stay.
    """
    renamed = _system_ids(draft, previous)
    systems = _systems(draft, previous, renamed)
    fresh = {flow.fingerprint: _move_ends(flow, renamed) for flow in draft.flows}
    flows: list[Flow] = []
    for old in previous.flows:
        new = fresh.pop(old.fingerprint, None)
        if new is None:
            if old.status in DECIDED or old.status is FlowStatus.STALE or _by_hand(old, previous):
                flows.append(_stale(old, previous))
        else:
            flows.append(_merge(old, new))
    taken = {flow.id for flow in flows}
    for new in fresh.values():
        flows.append(_with_free_id(new, taken))
    kept_evidence = {piece.id: piece for piece in (*previous.evidence, *draft.evidence)}
    used = {evidence_id for flow in flows for evidence_id in flow.evidence}
    ends = {end for flow in flows for end in (flow.source, flow.target, *flow.via)}
    known = {system.id for system in systems}
    systems += [s for s in previous.systems if s.id in ends - known]
    return draft.model_copy(
        update={
            "name": previous.name,
            "description": previous.description,
            "systems": sorted(systems, key=lambda s: s.id),
            "flows": sorted(flows, key=lambda f: f.id),
            "evidence": [kept_evidence[key] for key in sorted(used & set(kept_evidence))],
        }
    )


def _system_ids(draft: IntegrationMap, previous: IntegrationMap) -> dict[str, str]:
    """Fresh system id -> id in the previous map, by id, then by name or alias."""
    by_name = {
        comparable(name): system.id for system in previous.systems for name in (system.id, system.name, *system.aliases)
    }
    ids = {system.id for system in previous.systems}
    found = {}
    for system in draft.systems:
        known = (
            system.id
            if system.id in ids
            else by_name.get(comparable(system.id)) or by_name.get(comparable(system.name))
        )
        found[system.id] = known or system.id
    return found


def _systems(draft: IntegrationMap, previous: IntegrationMap, renamed: dict[str, str]) -> list[System]:
    old = {system.id: system for system in previous.systems}
    made: dict[str, System] = {}
    for system in draft.systems:
        known = old.get(renamed[system.id])
        if known is None:
            made[system.id] = system
            continue
        aliases = {*known.aliases, *system.aliases, system.name, system.id} - {known.name, known.id}
        made[known.id] = (
            known.model_copy(update={"aliases": sorted(aliases)}) if known.id not in made else made[known.id]
        )
    return list(made.values())


def _move_ends(flow: Flow, renamed: dict[str, str]) -> Flow:
    ends = {"source": renamed.get(flow.source, flow.source), "target": renamed.get(flow.target, flow.target)}
    return flow.model_copy(update={**ends, "via": [renamed.get(v, v) for v in flow.via]})


def _merge(old: Flow, new: Flow) -> Flow:
    if old.status in DECIDED:
        return old.model_copy(update={name: getattr(new, name) for name in _DERIVED_FIELDS})
    if old.status is FlowStatus.STALE:
        return old.model_copy(
            update={
                **{name: getattr(new, name) for name in _DERIVED_FIELDS},
                "status": FlowStatus.ACCEPTED,
                "reason": None,
            }
        )
    return new.model_copy(update={"id": old.id, "status": old.status, "reason": old.reason})


def _by_hand(flow: Flow, previous: IntegrationMap) -> bool:
    kinds = {piece.kind.value for piece in previous.evidence if piece.id in flow.evidence}
    return "human" in kinds


def _stale(old: Flow, previous: IntegrationMap) -> Flow:
    if old.status is FlowStatus.REJECTED or _by_hand(old, previous):
        return old
    return old.model_copy(
        update={"status": FlowStatus.STALE, "reason": old.reason or "its evidence is no longer found"}
    )


def _with_free_id(flow: Flow, taken: set[str]) -> Flow:
    flow_id, number = flow.id, 2
    while flow_id in taken:
        flow_id, number = f"{flow.id}-{number}", number + 1
    taken.add(flow_id)
    return flow if flow_id == flow.id else flow.model_copy(update={"id": flow_id})
