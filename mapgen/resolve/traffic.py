"""Observed traffic: it confirms flows, reveals flows nobody documented, and shows which ones are dead."""

from __future__ import annotations

from mapgen.model.facts import TrafficObserved
from mapgen.model.naming import words
from mapgen.model.vocabulary import FlowTransport, Initiator
from mapgen.resolve.candidates import Candidate, transport_group
from mapgen.resolve.context import Context, clue
from mapgen.resolve.nodes import Node
from mapgen.resolve.traffic_keys import TrafficKeys

_HOOK_WORDS = frozenset({"webhook", "webhooks", "hook", "hooks", "callback", "callbacks", "notify", "notifications"})


def resolve_traffic(context: Context) -> None:
    """TrafficObserved facts of class "flow" -> candidates."""
    keys = TrafficKeys(context)
    for seen in sorted(context.of(TrafficObserved), key=lambda t: (-t.count, t.location, t.template)):
        if seen.traffic_class != "flow":
            continue
        source = keys.node(seen.source, seen.source_kind, seen, seen.target)
        target = keys.node(seen.target, seen.target_kind, seen, seen.source)
        if source is None or target is None:
            missing = "caller" if source is None else "target"
            context.notice("traffic.unresolved", f"observed requests whose {missing} is unknown", seen.location)
            continue
        if seen.source_kind not in ("user_agent", "topic"):
            context.observed_callers.add((source.key, transport_group(FlowTransport(seen.transport))))
        _add(context, seen, source, target)


def _add(context: Context, seen: TrafficObserved, source: Node, target: Node) -> None:
    transport = FlowTransport(seen.transport)
    operation = " ".join(part for part in (seen.method, seen.template) if part)
    says = f"{seen.count} x {operation or transport.value} from {source.name} to {target.name}"
    guessed = seen.source_kind == "user_agent" and source.unit is None and source.vendor is None
    found = _hypothesis(context, seen, source, target, transport)
    if operation and transport is not FlowTransport.MESSAGING and not target.holds_data:
        found.operations[operation] = None
    found.clues.append(clue(seen, "traffic.guessed" if guessed else "traffic.observed", says))
    context.candidates.add(found)


def _hypothesis(
    context: Context, seen: TrafficObserved, source: Node, target: Node, transport: FlowTransport
) -> Candidate:
    if transport is FlowTransport.MESSAGING:
        pulled = source.holds_data
        found = Candidate(source, target, Initiator.TARGET if pulled else Initiator.SOURCE, transport, seen.template)
        found.objects[seen.template] = None
        return found
    reads = seen.method.upper() == "GET"
    if reads and source.external and not target.external:  # an outsider fetches: the data leaves the estate
        found = Candidate(target, source, Initiator.TARGET, transport)
        found.methods.add("read")
        return found
    found = Candidate(source, target, Initiator.SOURCE, transport)
    found.methods.add("read" if reads else "write")
    found.two_way = reads or target.holds_data
    if _is_webhook(seen, source):
        found.relation = "webhook"
    group = transport_group(transport)
    known = [c for c in context.candidates.between(source, target) if transport_group(c.transport) == group]
    if any(c.source is target and c.initiator is Initiator.TARGET for c in known):
        found.source, found.target, found.initiator = target, source, Initiator.TARGET
    return found


def _is_webhook(seen: TrafficObserved, source: Node) -> bool:
    """A vendor that posts to a path that says so."""
    return source.vendor is not None and seen.method.upper() == "POST" and bool(set(words(seen.template)) & _HOOK_WORDS)
