"""Has the estate drifted from the map that people committed?

The second map must be a fresh draft of the estate, made without the committed one (`previous=None`), so that it says
what the estate says. What people added to the map or decided in it is never held against the estate:

- a rejected flow that is still found is no finding;
- an edited flow keeps its people's values: only its evidence is watched;
- a property that only people fill (owner, retry, ...) and that the draft leaves empty is no change;
- a flow that people wrote by hand cannot vanish.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from mapgen.compare.changes import EvidenceChange, FieldChange, FlowChange, MapDiff
from mapgen.compare.diff import EXCHANGE, diff_maps
from mapgen.compare.evidence import EvidenceOf
from mapgen.compare.findings import DEFAULT_FAIL_ON, CheckResult, Finding, FindingKind, Severity
from mapgen.compare.unobserved import WithoutLogs
from mapgen.model.evidence import Evidence
from mapgen.model.flow import Flow
from mapgen.model.integration_map import IntegrationMap
from mapgen.model.vocabulary import DECIDED, PUBLISHED, EvidenceKind, FlowStatus

COMPARED = tuple(name for name in EXCHANGE if name not in ("tier", "pattern", "sensitivity"))
"""What is compared of a flow: what the estate itself says; tier, pattern and sensitivity are conclusions from it."""

_HUMAN = EvidenceKind.HUMAN
_SHOWN_EVIDENCE = 3


def check_drift(
    committed: IntegrationMap,
    redrafted: IntegrationMap,
    fail_on: frozenset[FindingKind] = DEFAULT_FAIL_ON,
    *,
    logs_read: bool = True,
) -> CheckResult:
    """Compare a committed map with a fresh draft of the same estate.

    Args:
        committed: the map under version control.
        redrafted: a draft made without `committed`.
        fail_on: kinds of findings that fail the check.
        logs_read: False when the draft was made without logs: what the committed map knows from traffic is then not
            missed (see `unobserved`), and flows that rest on it are reported as not compared.
    """
    diff = diff_maps(committed, redrafted, COMPARED)
    found = _Findings(committed, redrafted, diff, logs_read)
    findings = [replace(item, fails=_fails(item, fail_on)) for item in found]
    order = list(FindingKind)
    findings.sort(key=lambda item: (order.index(item.kind), item.flow.id))
    return CheckResult(tuple(findings), diff, fail_on)


def _fails(finding: Finding, fail_on: frozenset[FindingKind]) -> bool:
    return finding.kind in fail_on and finding.flow.status is not FlowStatus.SUGGESTED_REJECT


class _Findings:
    """The findings of one comparison, kind by kind."""

    def __init__(self, committed: IntegrationMap, redrafted: IntegrationMap, diff: MapDiff, logs_read: bool) -> None:
        self._diff = diff
        self._committed = committed
        self._without = WithoutLogs(committed, redrafted, logs_read=logs_read)
        self._before = EvidenceOf(committed)
        self._after = EvidenceOf(redrafted)

    def __iter__(self) -> Iterator[Finding]:
        for flow in self._diff.new_flows:
            if not self._without.covered(flow):
                yield self._new(flow)
        for flow in self._diff.vanished_flows:
            yield from self._gone(flow)
        for change in (*self._diff.changed_flows, *self._diff.moved_flows):
            yield from self._differs(change)
        for flow in self._committed.flows:
            yield from self._unreviewed(flow)

    def _new(self, flow: Flow) -> Finding:
        severity, message = _judge_new(flow)
        return Finding(FindingKind.NEW, severity, flow, message, evidence=_first(self._after(flow)))

    def _gone(self, flow: Flow) -> Iterator[Finding]:
        pieces = self._before(flow)
        if flow.status in (FlowStatus.REJECTED, FlowStatus.STALE) or self._by_hand(flow, pieces):
            return
        if self._without.unknowable(flow):
            message = "rests on logs, and no logs were given"
            yield Finding(FindingKind.NOT_COMPARED, Severity.INFO, flow, message)
            return
        severity = Severity.WARNING if flow.status in PUBLISHED else Severity.INFO
        message = "is in the map, but nothing in the estate shows it any more"
        yield Finding(FindingKind.VANISHED, severity, flow, message, evidence=_first(pieces))

    def _by_hand(self, flow: Flow, pieces: list[Evidence]) -> bool:
        """Somebody added the flow: a person is its evidence, or it alone of the map's flows has none."""
        if any(piece.kind is _HUMAN for piece in pieces):
            return True
        return flow.status in DECIDED and not pieces and bool(self._committed.evidence)

    def _differs(self, change: FlowChange) -> Iterator[Finding]:
        old, new = change.before, change.after
        if old.status is FlowStatus.REJECTED:
            if old.fingerprint != new.fingerprint:
                yield self._new(new)
            return
        fields = () if old.status is FlowStatus.EDITED else self._material(change)
        if fields:
            severity, message = _judge_change(fields, new)
            places = _first(self._after(new))
            yield Finding(FindingKind.CHANGED, severity, _as_decided(old, new), message, fields, places)
        elif self._before(old) and (evidence := self._without.evidence(old, change.evidence)):
            yield self._moved(change, evidence)

    def _material(self, change: FlowChange) -> tuple[FieldChange, ...]:
        """The changes that the draft can know of."""
        known = self._without.changes(change.before, change.fields)
        return tuple(item for item in known if item.after not in (None, ()) or item.removed)

    def _moved(self, change: FlowChange, evidence: tuple[EvidenceChange, ...]) -> Finding:
        kinds = {item.kind for item in evidence}
        only_moved = kinds == {"moved"}
        message = "has moved evidence" if only_moved else "has the same meaning, but its evidence changed: look again"
        places = tuple(item.after for item in evidence if item.after is not None)
        return Finding(
            FindingKind.MOVED, Severity.INFO, _as_decided(change.before, change.after), message, evidence=_first(places)
        )

    def _unreviewed(self, flow: Flow) -> Iterator[Finding]:
        if flow.status in DECIDED:
            return
        if flow.status is FlowStatus.STALE:
            message = "is stale: accept it again with evidence, or remove it"
        else:
            message = f"waits for a decision ({flow.status.replace('_', ' ')})"
        yield Finding(FindingKind.UNREVIEWED, Severity.INFO, flow, message, evidence=_first(self._before(flow)))


def _judge_new(flow: Flow) -> tuple[Severity, str]:
    if flow.status is FlowStatus.SUGGESTED_REJECT:
        return Severity.INFO, "is found, but probably no flow"
    if "undocumented" in flow.signals:
        return Severity.ERROR, "is observed in traffic, but neither the map nor any code or configuration knows it"
    if flow.sensitivity:
        return Severity.ERROR, f"is not in the map and carries {flow.sensitivity.replace('_', ' ')} data"
    return Severity.WARNING, "is not in the map"


def _judge_change(fields: tuple[FieldChange, ...], now: Flow) -> tuple[Severity, str]:
    gained = {name for change in fields if change.name == "fields" for name in change.added}
    typed = [f for f in now.fields if f.data_types and {f.name, f"{f.object_name}.{f.name}"} & gained]
    names = ", ".join(change.name.replace("_", " ") for change in fields)
    if typed:
        return Severity.ERROR, f"differs from the map in {names}, and now carries more classified data"
    return Severity.WARNING, f"differs from the map in {names}"


def _as_decided(old: Flow, new: Flow) -> Flow:
    """The flow as the estate shows it, under the id and status that people know it by."""
    return new.model_copy(update={"id": old.id, "status": old.status})


def _first(pieces: list[Evidence] | tuple[Evidence, ...]) -> tuple[Evidence, ...]:
    return tuple(pieces[:_SHOWN_EVIDENCE])
