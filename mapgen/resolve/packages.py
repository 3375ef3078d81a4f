"""Vendor libraries: an import or a dependency alone is weak, but it anchors other weak signals."""

from __future__ import annotations

from mapgen.model.facts import ConfigSet, DependencyDeclared, Fact, Imported
from mapgen.model.vocabulary import Initiator
from mapgen.resolve.candidates import Candidate
from mapgen.resolve.context import Context, clue
from mapgen.resolve.declared import transport_to
from mapgen.resolve.nodes import DATA_KINDS, Node
from mapgen.resolve.units import Unit

_SELF_HOSTED = frozenset(
    {"database", "cache", "search", "broker", "queue", "service_registry", "config_server", "gateway", "secrets"}
)
"""Kinds whose library says nothing about where the server is, unless the product is only to be had as a service (the
catalog knows neither an image nor a scheme of it): DynamoDB, Firestore."""

_SEVERAL_BROKERS = frozenset({"pypi:kombu", "pypi:amqp"})
"""Libraries under task queues that speak to several brokers: they do not say which."""


def resolve_packages(context: Context) -> None:
    """Imported, DependencyDeclared and vendor-named settings -> supporting candidates towards vendors."""
    for imported in context.of(Imported):
        match = context.catalog.match_import(imported.ecosystem, imported.module)
        if match is not None and match.system is not None and not _gives_role(context, match.package):
            if match.package in _SEVERAL_BROKERS:
                continue
            for unit in context.actors(imported.location):
                if not context.depends_on(unit, match.package):
                    continue
                says = f"{unit.name} imports {imported.module}, {match.system.name}'s library"
                _support(context, unit, match.system.id, imported, "code.import", says)
    for dependency in context.of(DependencyDeclared):
        match = context.catalog.match_package(f"{dependency.ecosystem}:{dependency.package}")
        plain = not _gives_role(context, f"{dependency.ecosystem}:{dependency.package}")
        if match is not None and match.system is not None and dependency.scope == "runtime" and plain:
            for unit in context.actors(dependency.location):
                says = f"{unit.name} depends on {dependency.package}, {match.system.name}'s library"
                _support(context, unit, match.system.id, dependency, "build.dependency", says)
    _resolve_env_names(context)


def _gives_role(context: Context, package: str) -> bool:
    """A library that gives a platform role (roles.py) says nothing about a vendor."""
    return context.catalog.role_for_package(package) is not None


def _resolve_env_names(context: Context) -> None:
    """Settings named after a vendor (`STRIPE_API_KEY`)."""
    for setting in context.of(ConfigSet):
        match = context.catalog.match_env(setting.key) if setting.namespace == "env" else None
        if match is None or match.generic or not match.at_start:
            continue
        owner = context.units.find(setting.unit, setting.location) if setting.unit else None
        for unit in [owner] if owner else context.set_for(setting.location):
            says = f"{setting.key} of {unit.name} is a setting of {match.system.name}"
            _support(context, unit, match.system.id, setting, "config.by_name", says)


def _support(context: Context, unit: Unit, system_id: str, fact: Fact, signal: str, says: str) -> None:
    me = context.node(unit)
    node = _node(context, me, system_id)
    if node is None or node is me or me.holds_data:
        return
    kind = context.catalog.systems[system_id].kind
    found = Candidate(me, node, Initiator.SOURCE, transport_to(kind))
    found.two_way = kind in DATA_KINDS
    found.clues.append(clue(fact, signal, says))
    context.candidates.support(found)


def _node(context: Context, me: Node, system_id: str) -> Node | None:
    """The vendor's node; for self-hosted technologies the server this unit is already known to use, if one."""
    system = context.catalog.systems.get(system_id)
    if system is None:
        return None
    servers = context.nodes.technology(system_id)
    nowhere = not (system.hosts or system.api_hosts or system.unverified.hosts)
    if not servers and nowhere and system.schemes and system.kind not in _SELF_HOSTED:
        return None  # a protocol (SMTP), not a product: only a call tells whom it is spoken with
    if system.kind not in _SELF_HOSTED or not (system.images or system.schemes):
        return servers[0] if len(servers) == 1 else context.nodes.vendor(system)
    known = [
        node
        for candidate in context.candidates.of(me)
        for node in (candidate.source, candidate.target)
        if node is not me and context.targets.same_family(node, system_id)
    ]
    if known:
        return known[0]
    if len(servers) > 1 or system.kind not in ("broker", "queue"):
        return servers[0] if len(servers) == 1 else None
    return servers[0] if servers else context.nodes.vendor(system)
