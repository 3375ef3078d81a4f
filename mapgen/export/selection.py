"""Which systems and flows of a map an export takes, and what the reader must be told about it."""

from __future__ import annotations

from dataclasses import dataclass

from mapgen.export.base import ExportOptions, TierChoice
from mapgen.model.evidence import Evidence
from mapgen.model.flow import Flow
from mapgen.model.integration_map import IntegrationMap
from mapgen.model.system import System
from mapgen.model.vocabulary import PUBLISHED, FlowStatus

NOT_SHOWN_IN_DRAFTS = frozenset({FlowStatus.REJECTED, FlowStatus.SUGGESTED_REJECT})
"""What an export of an unreviewed draft leaves out unless `--status` asks for it."""


@dataclass(frozen=True, slots=True)
class Selection:
    """The part of a map that is exported.

    systems: those of the map, without the ones whose flows are all left out. flows, evidence: in the map's order.
    notes: sentences for the reader (a draft is shown, flows are left out), without trailing full stop.
    """

    systems: tuple[System, ...]
    flows: tuple[Flow, ...]
    evidence: tuple[Evidence, ...]
    notes: tuple[str, ...]


def select(imap: IntegrationMap, options: ExportOptions) -> Selection:
    """Apply status and tier of the options to the map (views are the business of `mapgen.export.scene`)."""
    statuses, notes = _statuses(imap, options)
    flows = tuple(flow for flow in imap.flows if flow.status in statuses and _in_tier(flow, options.tier))
    cited = {evidence for flow in flows for evidence in flow.evidence}
    return Selection(
        systems=_systems(imap, flows),
        flows=flows,
        evidence=tuple(evidence for evidence in imap.evidence if evidence.id in cited),
        notes=(*notes, *_left_out(imap, flows)),
    )


def _statuses(imap: IntegrationMap, options: ExportOptions) -> tuple[frozenset[FlowStatus], list[str]]:
    if options.statuses is not None:
        return options.statuses, []
    if not imap.flows or any(flow.status in PUBLISHED for flow in imap.flows):
        return PUBLISHED, []
    drafted = frozenset(FlowStatus) - NOT_SHOWN_IN_DRAFTS
    shown = sum(flow.status in drafted for flow in imap.flows)
    return drafted, [f"draft: {shown} proposed flow{'s' * (shown != 1)} shown; nothing accepted yet"]


def _in_tier(flow: Flow, tier: TierChoice) -> bool:
    return tier is TierChoice.ALL or flow.tier.value == tier.value


def _systems(imap: IntegrationMap, flows: tuple[Flow, ...]) -> tuple[System, ...]:
    shown = _touched(flows)
    hidden = _touched(tuple(imap.flows)) - shown
    return tuple(system for system in imap.systems if system.id not in hidden)


def _touched(flows: tuple[Flow, ...]) -> set[str]:
    return {end for flow in flows for end in (flow.source, flow.target, *flow.via)}


def _left_out(imap: IntegrationMap, flows: tuple[Flow, ...]) -> list[str]:
    missing = len(imap.flows) - len(flows)
    return [f"{len(flows)} of {len(imap.flows)} flows shown, because of status or tier"] if missing else []
