"""Calls in code: who is called, how, and which way the data goes."""

from __future__ import annotations

from mapgen.model.facts import CallMade, UrlSeen
from mapgen.model.naming import words
from mapgen.model.vocabulary import FlowTransport, Initiator
from mapgen.resolve.addresses import has_blank
from mapgen.resolve.candidates import Candidate, transport_group
from mapgen.resolve.context import Context, clue
from mapgen.resolve.nodes import Node
from mapgen.resolve.targets import Target
from mapgen.resolve.units import Unit

_PULLS = frozenset({"GET", "HEAD", "LIST", "SEARCH", "QUERY", "FETCH", "READ", "RETRIEVE"})
_NOT_TARGETS = frozenset(
    (
        "redirect callback cors origin allowed homepage docs documentation license logo image avatar icon "
        "schema namespace xmlns issuer support privacy terms social share href link links author funding "
        "repository "
    ).split()
)
_STORE_KINDS = frozenset({"database", "cache", "search", "object_storage", "warehouse", "vector_db"})


def resolve_calls(context: Context) -> None:
    """CallMade facts -> candidates."""
    for call in context.of(CallMade):
        for unit in context.actors(call.location):
            for target in _targets(context, call, unit):
                if target.node is context.node(unit):
                    context.self_addressed.add((unit.key, call.rule))
                _add(context, call, unit, target)


def _targets(context: Context, call: CallMade, unit: Unit) -> list[Target]:
    service = call.target_kind in ("service", "name", "host")
    if call.target.known:
        found = context.targets.resolve(call.target, unit, call.location, service=service)
        if found:
            return found
        if call.target_kind == "name" and (named := context.targets.by_words(call.target, unit, call.location)):
            return [named]
    if known := _known_server(context, call, unit):
        return [known]
    if call.package and context.depends_on(unit, call.package) and (vendor := context.targets.by_package(call.package)):
        return [vendor]
    if call.transport == "grpc" and call.object_name:
        guess = context.targets.by_name(call.object_name, call.location)
        return [guess] if guess else []
    if call.target.known or call.transport != "sdk":
        context.notice("call.unresolved", "calls whose target could not be resolved", call.location)
    return []


def _known_server(context: Context, call: CallMade, unit: Unit) -> Target | None:
    """A client without an address talks to the only server its unit is configured for over that transport."""
    me = context.node(unit)
    group = transport_group(FlowTransport(call.transport))
    if group == "request":
        return None
    servers = {
        node.key: node
        for candidate in context.candidates.of(me)
        if transport_group(candidate.transport) == group
        for node in (candidate.source, candidate.target)
        if node is not me
    }
    if len(servers) != 1:
        return None
    server = next(iter(servers.values()))
    return Target(server, f"{server.name} is the only one it is configured for", "technology")


def _signal(call: CallMade, target: Target) -> str:
    if target.strength == "guessed":
        return "call.by_name"
    if target.strength == "discovered":
        return "call.discovered"
    if call.transport == "sdk" and not target.expanded.text:
        return "call.sdk"
    return "call.configured" if target.expanded.trail else "call.literal"


def _add(context: Context, call: CallMade, unit: Unit, target: Target) -> None:
    caller = context.node(unit)
    method = call.method.upper()
    pulls = call.access == "read" or (call.access == "unknown" and method in _PULLS)
    transport = FlowTransport(call.transport)
    if target.node.kind in _STORE_KINDS and transport is FlowTransport.SDK:
        transport = FlowTransport.OBJECT_STORAGE if target.node.kind == "object_storage" else FlowTransport.DATABASE
    imports = pulls and target.node.external and not target.node.holds_data
    if transport is FlowTransport.CONFIG or imports:
        candidate = Candidate(target.node, caller, Initiator.TARGET, transport)
    else:
        candidate = Candidate(caller, target.node, Initiator.SOURCE, transport)
    candidate.two_way = pulls and not imports
    candidate.methods.add("read" if pulls else "write")
    path = str(call.path) if call.path is not None else ""
    described = " ".join(part for part in (call.method, path or call.action) if part) or call.transport
    candidate.operations[described] = None
    if call.object_name:
        candidate.objects[call.object_name] = None
    if call.action:
        candidate.actions[call.action] = None
    candidate.add_fields(call.fields, call.location)
    says = f"{unit.name} calls {target.node.name} ({described}); {target.how}"
    candidate.clues.append(clue(call, _signal(call, target), says, target.expanded.trail))
    context.candidates.add(candidate)


def resolve_urls(context: Context) -> None:
    """Address literals outside known calls: weak support for a vendor or a unit."""
    for seen in context.of(UrlSeen):
        if set(words(seen.context)) & _NOT_TARGETS or has_blank(str(seen.url)):
            continue
        for unit in context.actors(seen.location):
            for target in context.targets.resolve(seen.url, unit, seen.location):
                if _believable(target.node):
                    says = f"{unit.name} holds the address of {target.node.name}; {target.how}"
                    found = Candidate(context.node(unit), target.node, Initiator.SOURCE, FlowTransport.HTTP)
                    found.clues.append(clue(seen, "code.url", says, target.expanded.trail))
                    context.candidates.support(found)


def _believable(node: Node) -> bool:
    return node.unit is not None or node.vendor is not None
