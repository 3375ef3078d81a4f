"""Specifications: they describe what a flow carries, and reveal APIs and webhooks nobody has implemented yet."""

from __future__ import annotations

from dataclasses import dataclass, field

from mapgen.model.facts import ApiDescribed, OperationDescribed
from mapgen.model.location import Location
from mapgen.model.value import text
from mapgen.model.vocabulary import FlowTransport, Initiator
from mapgen.resolve.candidates import Candidate, transport_group
from mapgen.resolve.context import Context, clue
from mapgen.resolve.nodes import Node

MAX_OPERATIONS = 40
"""Operations listed on one flow that a specification alone supports; the rest is in the evidence."""


@dataclass(slots=True)
class _Api:
    described: ApiDescribed
    node: Node
    operations: list[OperationDescribed] = field(default_factory=list)


def resolve_specs(context: Context) -> None:
    """ApiDescribed and OperationDescribed facts: enrich calls to the API; in a spec root, propose its flows."""
    apis = _apis(context)
    for api in apis:
        _enrich(context, api)
        _channels(context, api)
        if context.is_given(api.described.location):
            _propose(context, api)


def api_signals(context: Context) -> dict[str, tuple[str, ...]]:
    """Signals of the specifications, by the key of the system that serves the API."""
    found: dict[str, set[str]] = {}
    for described in context.of(ApiDescribed):
        found.setdefault(_node(context, described).key, set()).update(described.signals)
    return {key: tuple(sorted(signals)) for key, signals in sorted(found.items())}


def _apis(context: Context) -> list[_Api]:
    found: dict[tuple[str, str], _Api] = {}
    for described in context.of(ApiDescribed):
        place = described.location
        found[place.root, place.path] = _Api(described, _node(context, described))
    for operation in context.of(OperationDescribed):
        api = found.get((operation.location.root, operation.location.path))
        if api is not None:
            api.operations.append(operation)
    return list(found.values())


def _node(context: Context, described: ApiDescribed) -> Node:
    """The system that serves the API: by server host, by title, by the folder the file lies in; else a new one."""
    place = described.location
    for server in described.servers:
        if found := context.targets.first(text(server), None, place):
            return found.node
    title = described.title
    for guess in (title, title.removesuffix(" API"), title.removesuffix(" Service API")):
        if (unit := context.units.find(guess, place)) is not None:
            return context.node(unit)
    match = context.catalog.match_name(title.removesuffix(" API"))
    if match is not None and not match.generic:
        return context.nodes.vendor(match.system)
    owner = context.units.owner(place)
    return context.node(owner) if owner is not None else context.nodes.named(title or place.path)


def _enrich(context: Context, api: _Api) -> None:
    """Calls to the API whose path matches an operation learn its object, fields and the spec as evidence."""
    for candidate in context.candidates.of(api.node):
        if transport_group(candidate.transport) != "request" or candidate.relation == "webhook":
            continue
        if candidate.target is not api.node:
            continue
        for operation in _matching(candidate, api.operations):
            says = f"{operation.method} {operation.path} is declared by {api.described.title}"
            candidate.clues.append(clue(operation, "spec.operation", says))
            if operation.object_name:
                candidate.objects[operation.object_name] = None
            candidate.add_fields(operation.request_fields, operation.location)


def _matching(candidate: Candidate, operations: list[OperationDescribed]) -> list[OperationDescribed]:
    """Operations whose method and path shape equal an operation of the candidate."""
    found = []
    for operation in operations:
        if operation.direction != "call":
            continue
        for seen in candidate.operations:
            method, _, path = seen.partition(" ")
            if method.upper() in (operation.method.upper(), "") and _same_path(path, operation.path):
                found.append(operation)
                break
    return found


def _same_path(seen: str, declared: str) -> bool:
    """Equal segment by segment from the end; a segment that is a hole or a parameter matches anything."""
    left = [s for s in seen.partition("?")[0].split("/") if s]
    right = [s for s in declared.split("/") if s]
    if not left or not right or abs(len(left) - len(right)) > 2:
        return False
    pairs = list(zip(reversed(left), reversed(right), strict=False))
    concrete = [a == b for a, b in pairs if "{" not in a and "{" not in b]
    return bool(concrete) and all(concrete) and len(pairs) == min(len(left), len(right))


def _channels(context: Context, api: _Api) -> None:
    """AsyncAPI operations: the described application publishes to or consumes from its broker."""
    for operation in api.operations:
        if operation.direction not in ("publish", "subscribe"):
            continue
        broker = _broker(context, api, operation.location)
        if broker is None or broker is api.node:
            continue
        if operation.direction == "publish":
            found = Candidate(api.node, broker, Initiator.SOURCE, FlowTransport.MESSAGING, operation.path)
        else:
            found = Candidate(broker, api.node, Initiator.TARGET, FlowTransport.MESSAGING, operation.path)
        found.objects[operation.object_name or operation.path] = None
        found.add_fields((*operation.request_fields, *operation.response_fields), operation.location)
        says = f"{api.described.title} declares {operation.direction} on {operation.path}"
        found.clues.append(clue(operation, "spec.webhook", says))
        context.candidates.add(found)


def _broker(context: Context, api: _Api, place: Location) -> Node | None:
    for server in api.described.servers:
        found = context.targets.first(text(server), None, place)
        if found is not None and found.node.kind in ("broker", "queue"):
            return found.node
        product = context.catalog.match_scheme(server.partition("://")[0])
        if product is not None and (target := context.targets.by_technology(product.system.id, None)):
            return target.node
    brokers = [n for n in context.nodes.nodes if n.kind == "broker" and n.unit is not None]
    return brokers[0] if len(brokers) == 1 else None


def _propose(context: Context, api: _Api) -> None:
    """A spec given on its own: its consumers, and the receivers of its webhooks, as flows to be confirmed."""
    calls = [o for o in api.operations if o.direction == "call"]
    hooks = [o for o in api.operations if o.direction == "webhook"]
    callers = [c for c in context.candidates.of(api.node) if c.target is api.node]
    if calls and not callers:
        consumers = context.nodes.named(f"{api.node.name} consumers", "client")
        _declare(context, api, calls, Candidate(consumers, api.node, Initiator.SOURCE, FlowTransport.HTTP), "spec.api")
    receivers = [c for c in context.candidates.of(api.node) if c.source is api.node and c.relation == "webhook"]
    if hooks and not receivers:
        subscribers = context.nodes.named(f"{api.node.name} webhook subscribers", "client")
        hook = Candidate(api.node, subscribers, Initiator.SOURCE, FlowTransport.HTTP, relation="webhook")
        _declare(context, api, hooks, hook, "spec.webhook")


def _declare(context: Context, api: _Api, operations: list[OperationDescribed], found: Candidate, signal: str) -> None:
    for operation in operations[:MAX_OPERATIONS]:
        found.operations[f"{operation.method} {operation.path}".strip()] = None
        if operation.object_name:
            found.objects[operation.object_name] = None
        found.add_fields((*operation.request_fields, *operation.response_fields)[:20], operation.location)
        says = f"{api.described.title} declares {operation.method} {operation.path}"
        found.clues.append(clue(operation, signal, says))
    found.two_way = found.relation != "webhook"
    context.candidates.add(found)
