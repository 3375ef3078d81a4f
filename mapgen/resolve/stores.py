"""Data stores: databases, caches, search engines, object stores, warehouses."""

from __future__ import annotations

from dataclasses import replace

from mapgen.model.facts import StoreUsed
from mapgen.model.vocabulary import FlowTransport, Initiator
from mapgen.resolve.candidates import Candidate, transport_group
from mapgen.resolve.context import Context, clue
from mapgen.resolve.families import EMBEDDED
from mapgen.resolve.targets import Target
from mapgen.resolve.units import Unit

_ANY_LANGUAGE = ("database.url",)
_CONVENTIONAL = {
    "maven": (
        "spring.datasource.url",
        "spring.r2dbc.url",
        "spring.data.mongodb.uri",
        "quarkus.datasource.jdbc.url",
        "datasources.default.url",
        "database.url",
    )
}
"""Settings frameworks read by themselves, by ecosystem; also as variables (`SPRING_DATASOURCE_URL`, `DATABASE_URL`)."""


def resolve_stores(context: Context) -> None:
    """StoreUsed facts -> candidates. Facts with an address come first, so that those without can join them."""
    facts = sorted(context.of(StoreUsed), key=lambda f: not f.target.known)
    for used in facts:
        for unit in _units(context, used):
            _resolve_one(context, used, unit)


def _units(context: Context, used: StoreUsed) -> list[Unit]:
    return context.actors(used.location)


def _resolve_one(context: Context, used: StoreUsed, unit: Unit) -> None:
    if used.store in EMBEDDED:
        return
    targets = _targets(context, used, unit)
    if not targets and _join_existing(context, used, unit):
        return
    if not targets:
        targets = _conventional(context, used, unit)
    if not targets and used.store:
        found = context.targets.by_technology(used.store, unit)
        targets = [found] if found else []
    if not targets:
        context.notice("store.unresolved", "data store clients whose server could not be resolved", used.location)
    for target in targets[:1]:
        _add(context, used, unit, target)


def _targets(context: Context, used: StoreUsed, unit: Unit) -> list[Target]:
    if not used.target.known:
        return []
    found = context.targets.resolve(used.target, unit, used.location, technology=used.store)
    return [target for target in found if target.node.holds_data or target.node.external or used.store] or found


def _conventional(context: Context, used: StoreUsed, unit: Unit) -> list[Target]:
    """The server that the framework's own setting names, when code and its files name none."""
    if used.transport != "database":
        return []
    keys = _CONVENTIONAL.get(used.package.partition(":")[0], _ANY_LANGUAGE)
    settings = [setting for key in keys for setting in context.config.property_settings(unit, key)]
    made = []
    for setting in settings:
        found = context.targets.resolve(setting.value, unit, setting.location, technology=used.store)
        data = [t for t in found if t.node.holds_data and t.strength != "guessed"]
        made += [replace(t, expanded=replace(t.expanded, trail=(setting,))) for t in data[:1]]
    return sorted(made, key=lambda target: target.node.unit is None)


def _join_existing(context: Context, used: StoreUsed, unit: Unit) -> bool:
    """A client without an address belongs to the store the unit is already known to use."""
    known = [c for c in context.candidates.of(context.node(unit)) if transport_group(c.transport) == "store"]
    if used.store:
        known = [c for c in known if any(context.targets.same_family(n, used.store) for n in (c.source, c.target))]
    else:
        known = [c for c in known if c.transport.value == used.transport]
    if len(known) != 1:
        return False
    home = known[0]
    home.clues.append(clue(used, "store.driver", f"{unit.name} uses {used.store or 'its data store'} in code"))
    _describe(home, used)
    return True


def _signal(target: Target) -> str:
    if target.strength in ("exact", "discovered"):
        return "store.configured"
    return "store.only_one" if target.node.unit is not None else "store.driver"


def _add(context: Context, used: StoreUsed, unit: Unit, target: Target) -> None:
    me = context.node(unit)
    transport = FlowTransport(used.transport)
    if used.access == "read":
        candidate = Candidate(target.node, me, Initiator.TARGET, transport)
    else:
        candidate = Candidate(me, target.node, Initiator.SOURCE, transport, two_way=used.access != "write")
    says = f"{unit.name} uses {target.node.name}; {target.how}"
    candidate.clues.append(clue(used, _signal(target), says, target.expanded.trail))
    _describe(candidate, used)
    reverse = [c for c in context.candidates.between(me, target.node) if transport_group(c.transport) == "store"]
    if reverse:
        if reverse[0].source is not candidate.source:
            reverse[0].two_way = True
        reverse[0].learn(candidate)
    else:
        context.candidates.add(candidate)


def _describe(candidate: Candidate, used: StoreUsed) -> None:
    candidate.objects.update(dict.fromkeys(used.objects))
    candidate.add_fields(used.fields, used.location)
    if used.access in ("read", "write", "both"):
        candidate.methods.update({"read", "write"} if used.access == "both" else {used.access})
