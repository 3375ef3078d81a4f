"""Gateways that route to whatever is registered: no route is written down, discovery is the route table.

Spring Cloud Netflix Zuul maps every registered service to a path unless `zuul.ignored-services` says otherwise;
Spring Cloud Gateway does so when `spring.cloud.gateway.discovery.locator.enabled` is true.
"""

from __future__ import annotations

from mapgen.model.facts import DependencyDeclared, Fact, FlowDeclared, RoleTaken
from mapgen.model.vocabulary import FlowTransport, Initiator, Tier
from mapgen.resolve.candidates import Candidate
from mapgen.resolve.context import Context, clue
from mapgen.resolve.unit import Unit

_LOCATORS = (
    "spring.cloud.gateway.discovery.locator.enabled",
    "spring.cloud.gateway.server.webflux.discovery.locator.enabled",
)


def resolve_discovery_routes(context: Context) -> None:
    """Gateways without written routes -> every business service registered with the same registry."""
    gateways = _discovering_gateways(context)
    if not gateways:
        return
    registered = _registered(context)
    for key in sorted(gateways):
        gateway, why = gateways[key]
        for unit, registration in registered:
            node = context.node(unit)
            if unit is gateway or node.tier is not Tier.CORE or node.kind != "service" or unit.key in gateways:
                continue
            found = Candidate(context.node(gateway), node, Initiator.SOURCE, FlowTransport.HTTP, relation="route")
            says = f"{gateway.name} routes to every registered service; {unit.name} registers"
            found.clues += [
                clue(why, "declared.discovery_route", says),
                clue(registration, "declared.discovery_route", says),
            ]
            context.candidates.add(found)


def _discovering_gateways(context: Context) -> dict[str, tuple[Unit, Fact]]:
    written = {
        unit.key for route in context.of(FlowDeclared) if route.relation == "route" for unit in _owner(context, route)
    }
    found: dict[str, tuple[Unit, Fact]] = {}
    for taken in context.of(RoleTaken):
        if taken.role == "gateway" and "zuul" in taken.rule.lower():
            for unit in context.actors(taken.location):
                if unit.key not in written and not _set(context, unit, "zuul.ignored-services", "*"):
                    found[unit.key] = (unit, taken)
    for unit in context.units.units:
        for key in _LOCATORS:
            for setting in context.config.property_settings(unit, key):
                if str(setting.value).strip().lower() == "true" and not setting.shared:
                    found[unit.key] = (unit, setting)
    return found


def _owner(context: Context, route: FlowDeclared) -> list[Unit]:
    if route.source is not None and (unit := context.units.find(str(route.source), route.location)):
        return [unit]
    return context.actors(route.location)


def _set(context: Context, unit: Unit, key: str, value: str) -> bool:
    return any(str(s.value).strip().strip("'\"") == value for s in context.config.property_settings(unit, key))


def _registered(context: Context) -> list[tuple[Unit, Fact]]:
    """Units that register with a service registry, with one fact that says so."""
    found: dict[str, tuple[Unit, Fact]] = {}
    for taken in context.of(RoleTaken):
        if taken.role == "service_registry_client":
            for unit in context.actors(taken.location):
                found.setdefault(unit.key, (unit, taken))
    for dependency in context.of(DependencyDeclared):
        match = context.catalog.role_for_package(f"{dependency.ecosystem}:{dependency.package}")
        if match is not None and match.role.id == "service_registry_client":
            for unit in context.actors(dependency.location):
                found.setdefault(unit.key, (unit, dependency))
    return [found[key] for key in sorted(found)]
