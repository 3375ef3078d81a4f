"""Connections that configuration states outright: routes, scrape jobs, pipelines, links."""

from __future__ import annotations

from mapgen.model.facts import FlowDeclared
from mapgen.model.location import Location
from mapgen.model.value import Value
from mapgen.model.vocabulary import FlowTransport, Initiator
from mapgen.resolve.candidates import Candidate
from mapgen.resolve.context import Context, clue
from mapgen.resolve.nodes import Node
from mapgen.resolve.targets import Target
from mapgen.resolve.units import Unit

_READ_BY = {"prometheus": "prometheus"}
"""By family of rules: the only product that reads such files."""

STORES = frozenset({"warehouse", "lakehouse", "database"})
"""Kinds a hosted loader opens a connection to."""

_WEAK = {"link": "declared.link", "depends_on": "declared.depends_on"}


def resolve_declared(context: Context) -> None:
    """FlowDeclared facts -> candidates; links and start-up order only support others."""
    for declared in context.of(FlowDeclared):
        units: list[Unit | None] = list(context.actors(declared.location))
        for unit in units or [None]:
            source = (
                None if _mere_schema(context, declared) else _end(context, declared.source, unit, declared.location)
            )
            target = _end(context, declared.target, unit, declared.location)
            if declared.target is None and target is not None:
                target = _product_itself(context, declared, target)
            if source is not None and _mere_entrance(declared, source):
                continue
            if source is None or target is None:
                context.notice(
                    "declared.unresolved", f"{declared.relation} ends that could not be resolved", declared.location
                )
                continue
            _add(context, declared, source, target)


def _product_itself(context: Context, declared: FlowDeclared, owner: Target) -> Target:
    """A file only one product reads, in the folder of something else: the product acts, not the folder's owner."""
    product = _READ_BY.get(declared.rule.partition("/")[0], "")
    if not product or context.targets.same_family(owner.node, product) or owner.node.technology:
        return owner
    return context.targets.by_technology(product, None) or owner


def _mere_entrance(declared: FlowDeclared, source: Target) -> bool:
    """An ingress controller that the estate does not deploy: where requests come in, not a system of its own."""
    return declared.relation == "route" and declared.source is not None and _is_stranger(source.node)


def _mere_schema(context: Context, declared: FlowDeclared) -> bool:
    """A dbt source is named after its schema: a common word there is no vendor."""
    match = context.catalog.match_name(str(declared.source)) if declared.rule.startswith("dbt/") else None
    return match is not None and match.generic


def _is_stranger(node: Node) -> bool:
    return node.unit is None and node.vendor is None


def _end(context: Context, value: Value | None, unit: Unit | None, place: Location) -> Target | None:
    """One end: the owning unit when None; otherwise an address, a unit's name, a catalog name, or a new name."""
    if value is None:
        return Target(context.node(unit), "the configured unit itself", "exact") if unit is not None else None
    for option in context.config.expand(value, unit, place):
        if "{" in option.text or not option.text.strip():
            continue
        if (named := context.units.find(option.text, place)) is not None:
            return Target(context.node(named), f"{option.text} is {named.name}", "exact", option)
        match = context.catalog.match_name(option.text)
        if match is not None and not (match.generic and option.text.islower()):
            servers = context.nodes.technology(match.system.id)
            node = servers[0] if len(servers) == 1 else context.nodes.vendor(match.system)
            return Target(node, f"{option.text} is {match.system.name}", "exact", option)
    found = context.targets.first(value, unit, place, service=True)
    return found or context.targets.by_words(value, unit, place)


def _add(context: Context, declared: FlowDeclared, source: Target, target: Target) -> None:
    transport = FlowTransport(declared.transport)
    candidate = Candidate(
        source.node, target.node, Initiator(declared.initiator), transport, relation=declared.relation
    )
    how = "; ".join(sorted({t.how for t in (source, target)} - {"the configured unit itself"}))
    says = f"{declared.relation}: {source.node.name} -> {target.node.name}" + (f"; {how}" if how else "")
    weak = _WEAK.get(declared.relation)
    signal = weak or ("declared.route" if declared.relation == "route" else "declared.flow")
    trail = (*source.expanded.trail, *target.expanded.trail)
    candidate.clues.append(clue(declared, signal, says, trail))
    candidate.two_way = declared.relation == "store" and target.node.holds_data
    candidate.objects.update(dict.fromkeys(declared.objects))
    candidate.add_fields(declared.fields, declared.location)
    if declared.via and (via := _via(context, declared)) is not None:
        candidate.via[via.key] = via
    if not weak and (worker := _worker(candidate, source.node, target.node)) is not None:
        _two_legs(context, candidate, worker)
        return
    if weak:
        if transport is FlowTransport.UNKNOWN:
            candidate.transport = guess_transport(target.node)
        context.candidates.support(candidate)
        return
    if transport is FlowTransport.UNKNOWN:
        candidate.transport = guess_transport(target.node if not source.node.holds_data else source.node)
    context.candidates.add(candidate)
    _hosted_loader(context, candidate)


def _hosted_loader(context: Context, whole: Candidate) -> None:
    """A hosted loader connects to the store itself: that leg is a flow of its own, beside the whole one it serves."""
    if whole.relation == "workflow":
        return
    for loader in whole.via.values():
        if loader.vendor is None or loader in (whole.source, whole.target):
            continue
        if whole.target.kind in STORES:
            leg = Candidate(loader, whole.target, Initiator.SOURCE, FlowTransport.DATABASE, relation=whole.relation)
        elif whole.source.kind in STORES:
            leg = Candidate(whole.source, loader, Initiator.TARGET, FlowTransport.DATABASE, relation=whole.relation)
        else:
            continue
        leg.clues += whole.clues
        leg.objects.update(whole.objects)
        context.candidates.add(leg)


def _worker(candidate: Candidate, source: Node, target: Node) -> Node | None:
    """The deployed unit that moves the data, when it is neither end."""
    movers = [node for node in candidate.via.values() if node.unit is not None and node not in (source, target)]
    return movers[0] if movers else None


def _two_legs(context: Context, whole: Candidate, worker: Node) -> None:
    """Data moved by a unit of the estate: it reads from the source and writes to the target."""
    transports = (guess_transport(whole.source), guess_transport(whole.target))
    reading = Candidate(whole.source, worker, Initiator.TARGET, transports[0], relation=whole.relation)
    writing = Candidate(worker, whole.target, Initiator.SOURCE, transports[1], relation=whole.relation)
    for leg in (reading, writing):
        leg.clues += whole.clues
        leg.objects.update(whole.objects)
        leg.fields.update(whole.fields)
        context.candidates.add(leg)


def _via(context: Context, declared: FlowDeclared) -> Node | None:
    if (unit := context.units.find(declared.via, declared.location)) is not None:
        return context.node(unit)
    match = context.catalog.match_name(declared.via)
    if match is None:
        return context.nodes.named(declared.via, "integration")
    servers = context.nodes.technology(match.system.id)
    return servers[0] if len(servers) == 1 else context.nodes.vendor(match.system)


def guess_transport(node: Node) -> FlowTransport:
    """The usual transport towards this system."""
    return transport_to(node.kind)


def transport_to(kind: str) -> FlowTransport:
    """The usual transport towards a system of this kind."""
    by_kind = {
        "database": FlowTransport.DATABASE,
        "warehouse": FlowTransport.DATABASE,
        "cache": FlowTransport.CACHE,
        "search": FlowTransport.SEARCH,
        "object_storage": FlowTransport.OBJECT_STORAGE,
        "broker": FlowTransport.MESSAGING,
        "queue": FlowTransport.MESSAGING,
        "email": FlowTransport.EMAIL,
        "service_registry": FlowTransport.DISCOVERY,
        "config_server": FlowTransport.CONFIG,
    }
    return by_kind.get(kind, FlowTransport.HTTP)
