"""A flow explained: in words, with its evidence, how sure it is and why, and which kinds of source agree."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from mapgen.errors import InputError
from mapgen.mapfile.problems import close_matches
from mapgen.model.evidence import Evidence
from mapgen.model.flow import Flow
from mapgen.model.integration_map import IntegrationMap
from mapgen.model.vocabulary import EvidenceKind, FlowTransport, Initiator
from mapgen.resolve.confidence import explain_confidence

VIEWS: dict[str, tuple[EvidenceKind, ...]] = {
    "declared in a specification": (EvidenceKind.SPEC,),
    "implemented in code": (EvidenceKind.CODE,),
    "configured for deployment": (EvidenceKind.CONFIG,),
    "observed in traffic": (EvidenceKind.LOG, EvidenceKind.TRACE),
}
"""The four views of a flow, and the evidence that speaks for each."""

SIGNALS = {
    "dead": "in code or configuration, but never observed although traffic was given",
    "undocumented": "observed in traffic, but nowhere in code, configuration or a specification",
    "conflict": "the sources contradict each other",
    "only_declared": "only a specification speaks for it",
}
"""What the signals of a flow mean; others are shown as they are."""


@dataclass(frozen=True)
class FlowExplanation:
    """Everything `mapgen explain` says about one flow. `views`: the four views, and whether any evidence is of each."""

    flow: Flow
    sentence: str
    evidence: list[Evidence]
    missing: list[str]
    formula: str
    views: dict[str, bool]
    signals: list[str]

    def data(self) -> dict[str, Any]:
        """The explanation for machines."""
        made = asdict(self)
        made["flow"] = self.flow.model_dump(mode="json", exclude_none=True)
        made["evidence"] = [item.model_dump(mode="json", exclude_defaults=True) for item in self.evidence]
        return made


def find_flows(imap: IntegrationMap, wanted: str) -> list[Flow]:
    """The flows a user means: an id, `source->target`, or a part that only one id has.

    Raises:
        InputError: nothing matches, or a part matches several; names the nearest ids.
    """
    exact = [flow for flow in imap.flows if flow.id == wanted]
    if exact:
        return exact
    source, arrow, target = wanted.partition("->")
    if arrow:
        between = [flow for flow in imap.flows if (flow.source, flow.target) == (source.strip(), target.strip())]
        if between:
            return between
        raise InputError(f"no flow leads from {source.strip()!r} to {target.strip()!r}", hint=_pairs(imap, wanted))
    matching = [flow for flow in imap.flows if wanted.lower() in flow.id]
    if len(matching) == 1:
        return matching
    if matching:
        some = ", ".join(flow.id for flow in matching[:8])
        raise InputError(f"{wanted!r} is part of {len(matching)} flow ids", hint=f"which one: {some}")
    near = close_matches(wanted, [flow.id for flow in imap.flows])
    raise InputError(f"there is no flow {wanted!r}", hint=f"nearest: {', '.join(near)}" if near else _size(imap))


def _pairs(imap: IntegrationMap, wanted: str) -> str:
    near = close_matches(wanted.replace(" ", ""), sorted({f"{flow.source}->{flow.target}" for flow in imap.flows}))
    return f"nearest: {', '.join(near)}" if near else _size(imap)


def _size(imap: IntegrationMap) -> str:
    return f"the map has {len(imap.flows)} flows"


def explain(flow: Flow, imap: IntegrationMap) -> FlowExplanation:
    """Put together what a map and its lock file know about a flow."""
    known = {item.id: item for item in imap.evidence}
    found = sorted((known[name] for name in flow.evidence if name in known), key=lambda item: (-item.weight, item.id))
    kinds = {item.kind for item in found}
    return FlowExplanation(
        flow=flow,
        sentence=sentence_of(flow, {system.id: system.name for system in imap.systems}),
        evidence=found,
        missing=[name for name in flow.evidence if name not in known],
        formula=explain_confidence(found).formula,
        views={view: bool(kinds.intersection(members)) for view, members in VIEWS.items()},
        signals=[f"{name}: {SIGNALS[name]}" if name in SIGNALS else name for name in flow.signals],
    )


def sentence_of(flow: Flow, names: dict[str, str]) -> str:
    """The flow in one sentence."""
    source, target = names.get(flow.source, flow.source), names.get(flow.target, flow.target)
    what = _listed(flow.objects) or "data"
    via = f" through {_listed([names.get(name, name) for name in flow.via])}" if flow.via else ""
    channels = f" ({_listed(flow.channels)})" if flow.channels else ""
    opener = source if flow.initiator is Initiator.SOURCE else target
    over = "" if flow.transport is FlowTransport.UNKNOWN else f" over {_words(flow.transport)}"
    both = " in both directions" if flow.two_way else ""
    return (
        f"{source} sends {what} to {target}{both}{via}{channels} by {_words(flow.connector)}{over}, "
        f"{_words(flow.sync_model)}; {opener} opens the connection."
    )


def agreement_of(views: dict[str, bool]) -> str:
    """Which views speak for a flow and which are silent, in one sentence."""
    speaking = [view for view, present in views.items() if present]
    silent = [view for view, present in views.items() if not present]
    if not speaking:
        return "no source speaks for it"
    agreed = f"{len(speaking)} of {len(views)} views agree: {', '.join(speaking)}"
    return f"{agreed}; not {', not '.join(silent)}" if silent else agreed


def _listed(items: Sequence[str]) -> str:
    shown = list(items[:6])
    rest = f" and {len(items) - 6} more" if len(items) > 6 else ""
    return ", ".join(shown) + rest


def _words(value: str) -> str:
    return str(value).replace("_", " ")
