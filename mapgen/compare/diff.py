"""The difference between two maps."""

from __future__ import annotations

from collections.abc import Mapping

from mapgen.compare.changes import FieldChange, FlowChange, MapDiff, Shown, SystemChange
from mapgen.compare.evidence import EvidenceOf, evidence_changes
from mapgen.compare.matching import pair_flows, pair_systems
from mapgen.model.flow import Flow
from mapgen.model.integration_map import IntegrationMap
from mapgen.model.system import System

EXCHANGE = (
    "source",
    "target",
    "initiator",
    "two_way",
    "connector",
    "transport",
    "sync_model",
    "tier",
    "pattern",
    "objects",
    "fields",
    "operations",
    "channels",
    "via",
    "auth",
    "idempotency",
    "retry",
    "dead_letter",
    "sensitivity",
)
"""What a flow says about the exchange itself; a draft finds these."""

AGREEMENT = ("status", "reason", "purpose", "sla", "owner", "runbook", "consent")
"""What people add to a flow; a draft never finds these."""

SYSTEM_FIELDS = ("name", "kind", "layer", "tier", "vendor", "external", "owner", "region", "domain", "description")
"""What is compared of a system; its aliases, which grow with every source read, are not."""


def diff_maps(
    before: IntegrationMap, after: IntegrationMap, properties: tuple[str, ...] = EXCHANGE + AGREEMENT
) -> MapDiff:
    """What differs between two maps, in the order of the maps.

    Args:
        before: the earlier map.
        after: the later map.
        properties: names of the flow properties to compare. Confidence, recommendation and signals are derived from
            the evidence, whose changes are reported by themselves.
    """
    systems = pair_systems(before, after)
    flows = pair_flows(before, after, systems)
    renamed = {old.id: new.id for old, new in systems.pairs}
    of_before, of_after = EvidenceOf(before), EvidenceOf(after)
    compared = [
        FlowChange(old, new, _changes(old, new, renamed, properties), evidence_changes(of_before(old), of_after(new)))
        for old, new in flows.pairs
    ]
    changes = (_system_change(old, new) for old, new in systems.pairs)
    return MapDiff(
        new_flows=flows.only_after,
        vanished_flows=flows.only_before,
        changed_flows=tuple(change for change in compared if change.fields),
        moved_flows=tuple(change for change in compared if change.evidence and not change.fields),
        same_flows=tuple(change for change in compared if not change.evidence and not change.fields),
        new_systems=systems.only_after,
        vanished_systems=systems.only_before,
        changed_systems=tuple(change for change in changes if change.fields),
        system_names=tuple(sorted({s.id: s.name for s in (*before.systems, *after.systems)}.items())),
    )


def _changes(old: Flow, new: Flow, renamed: Mapping[str, str], properties: tuple[str, ...]) -> tuple[FieldChange, ...]:
    changes = (FieldChange(name, _shown(old, name, renamed), _shown(new, name, {})) for name in properties)
    return tuple(change for change in changes if change.before != change.after)


def _system_change(old: System, new: System) -> SystemChange:
    changes = (FieldChange(name, _text(getattr(old, name)), _text(getattr(new, name))) for name in SYSTEM_FIELDS)
    return SystemChange(old, new, tuple(change for change in changes if change.before != change.after))


def _shown(flow: Flow, name: str, renamed: Mapping[str, str]) -> Shown:
    """A property in comparable form; ids of renamed systems are read as their new ids."""
    value = getattr(flow, name)
    if name in ("source", "target"):
        return renamed.get(value, str(value))
    if name == "via":
        return tuple(sorted(renamed.get(system, system) for system in value))
    if name == "fields":
        return tuple(sorted({f"{f.object_name}.{f.name}" if f.object_name else f.name for f in flow.fields}))
    if isinstance(value, list):
        return tuple(sorted(set(value)))
    return _text(value)


def _text(value: object) -> Shown:
    return value if value is None or isinstance(value, bool | float) else str(value)
