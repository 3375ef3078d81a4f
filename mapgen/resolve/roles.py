"""Platform roles: registries, configuration servers, tracing, logging, auth servers and their clients.

A role comes from a library, an annotation, a setting or an image (catalog data); a role with a counterpart
implies a flow to the unit that plays the other part.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from mapgen.catalog import Role, RoleMatch
from mapgen.model.facts import ConfigSet, DependencyDeclared, Fact, RoleTaken, UnitDeclared
from mapgen.model.value import Value
from mapgen.model.vocabulary import FlowTransport, Initiator
from mapgen.resolve.candidates import Candidate
from mapgen.resolve.context import Context, clue
from mapgen.resolve.families import EMBEDDED
from mapgen.resolve.nodes import Node
from mapgen.resolve.targets import Target
from mapgen.resolve.units import Unit


@dataclass(frozen=True, slots=True)
class _Holding:
    """One reason why a unit has a role."""

    unit: Unit
    fact: Fact
    match: RoleMatch | None = None


def resolve_roles(context: Context) -> None:
    """Units with a role that has a counterpart -> candidates."""
    holdings = _holdings(context)
    for role_id in sorted(holdings):
        role = context.catalog.roles.get(role_id)
        if role is None or not role.counterpart or role.data == "none" or _other_side_opens(context, role):
            continue
        by_unit: dict[str, list[_Holding]] = defaultdict(list)
        for holding in holdings[role_id]:
            by_unit[holding.unit.key].append(holding)
        for held in by_unit.values():
            _connect(context, role, held, holdings)


def _other_side_opens(context: Context, role: Role) -> bool:
    """The counterpart's own role leads here: the flow is found from the side that opens the connection."""
    other = context.catalog.roles.get(role.counterpart)
    return role.initiator == "counterpart" and other is not None and other.counterpart == role.id


def assign_roles(context: Context) -> None:
    """Units that play a server role through a library or an annotation stand for the technology they embed."""
    for role_id, holdings in sorted(_holdings(context).items()):
        role = context.catalog.roles.get(role_id)
        if role is None or not role.systems or role.id.endswith("_client"):
            continue
        for holding in holdings:
            node = context.node(holding.unit)
            told = _told_by_setting(holding)
            if not told and (isinstance(holding.fact, UnitDeclared | ConfigSet) or node.technology):
                continue
            system = context.catalog.systems.get(role.systems[0])
            if told and system is not None:
                context.nodes.becomes(node, system)
            elif system is not None and node.kind == "service":
                node.kind, node.layer, node.tier = system.kind, system.layer, role.tier
            for technology in role.systems:
                context.nodes.plays(node, technology)


def _told_by_setting(holding: _Holding) -> bool:
    """A setting that only software of this role has tells more than the image it is built on."""
    key = holding.match.key if holding.match else None
    return isinstance(holding.fact, ConfigSet) and key is not None and key.target == "flag" and not key.when


def _holdings(context: Context) -> dict[str, list[_Holding]]:
    found: dict[str, list[_Holding]] = defaultdict(list)
    for taken in context.of(RoleTaken):
        units = (
            [u]
            if taken.unit and (u := context.units.find(taken.unit, taken.location))
            else context.actors(taken.location)
        )
        for unit in units:
            found[taken.role].append(_Holding(unit, taken))
    for dependency in context.of(DependencyDeclared):
        match = context.catalog.role_for_package(f"{dependency.ecosystem}:{dependency.package}")
        if match is not None and dependency.scope == "runtime":
            for unit in _dependents(context, dependency):
                found[match.role.id].append(_Holding(unit, dependency, match))
    for setting in context.of(ConfigSet):
        match = context.catalog.role_for_config_key(setting.key)
        if match is not None and _counts(context, setting, match):
            for unit in _set_for(context, setting):
                found[match.role.id].append(_Holding(unit, setting, match))
    for unit in context.units.units:
        for declaration in unit.images:
            if image := context.catalog.role_for_image(context.nodes.image_of(declaration, unit)):
                found[image.role.id].append(_Holding(unit, declaration, image))
    return found


def _dependents(context: Context, dependency: DependencyDeclared) -> list[Unit]:
    """A dependency of an aggregator (parent) manifest belongs to nobody: the modules declare their own. A library
    passes its role on only where being on the class path is enough (auto-configuration)."""
    owner = context.units.owner(dependency.location)
    if owner is None:
        return []
    if owner.deployed:
        return context.actors(dependency.location)
    return context.library_users(owner) if dependency.ecosystem == "maven" else []


def _counts(context: Context, setting: ConfigSet, match: RoleMatch) -> bool:
    if match.key is None or not match.key.when:
        return True
    options = context.config.expand(setting.value, None, setting.location)
    return any(option.text.strip().lower() == match.key.when for option in options)


def _set_for(context: Context, setting: ConfigSet) -> list[Unit]:
    if setting.shared:
        return []
    if setting.unit:
        unit = context.units.find(setting.unit, setting.location)
        return [unit] if unit is not None else []
    return context.set_for(setting.location)


def _connect(context: Context, role: Role, held: list[_Holding], holdings: dict[str, list[_Holding]]) -> None:
    unit = held[0].unit
    me = context.node(unit)
    targets = _configured(context, role, held)
    if not targets and _embedded(context, held):
        return
    if not targets:
        targets = _counterparts(context, role, unit, holdings)
    if not targets:
        context.notice("role.no_counterpart", f"{role.title}: the other side was not found", held[0].fact.location)
    for target in targets:
        if target.node is me:
            context.self_addressed.update((me.key, holding.fact.rule) for holding in held)
        else:
            _add(context, role, held, me, target)


def _embedded(context: Context, held: list[_Holding]) -> bool:
    """Do the settings name a store inside the process (`jdbc:h2:mem:`)? Then there is no other side to look for."""
    values = [
        o for h in held if isinstance(h.fact, ConfigSet) for o in context.config.expand(h.fact.value, h.unit, None)
    ]
    schemes = {option.text.lower().removeprefix("jdbc:").partition(":")[0] for option in values}
    return bool(schemes & EMBEDDED)


def _configured(context: Context, role: Role, held: list[_Holding]) -> list[Target]:
    """The other side by its configured address: what is set for the unit, or shared with everybody."""
    unit = held[0].unit
    found: dict[str, Target] = {}
    counterpart = context.catalog.roles.get(role.counterpart)
    for key in role.config_keys:
        if key.target in ("flag", "port", "name"):
            continue
        for setting in _settings(context, unit, key.key, held):
            value = _address(setting.value, key.prefix)
            technology = _technology(counterpart, key.key)
            for target in context.targets.resolve(
                value, unit, setting.location, service=key.target == "service", technology=technology
            ):
                found.setdefault(target.node.key, target)
    return list(found.values())


def _technology(counterpart: Role | None, key: str) -> str:
    """The server's technology: the one the key names, or the only one that plays the part."""
    systems = counterpart.systems if counterpart is not None else ()
    named = [system for system in systems if system in key.lower()]
    return named[0] if named else systems[0] if len(systems) == 1 else ""


def _settings(context: Context, unit: Unit, key: str, held: list[_Holding]) -> list[ConfigSet]:
    mine = [
        h.fact for h in held if isinstance(h.fact, ConfigSet) and h.match and h.match.key and h.match.key.key == key
    ]
    if "*" in key:
        return mine
    return list(dict.fromkeys([*mine, *context.config.property_settings(unit, key)]))


def _address(value: Value, prefix: str) -> Value:
    first = value.parts[0] if value.parts else ""
    if prefix and isinstance(first, str) and first.startswith(prefix):
        return Value((first[len(prefix) :], *value.parts[1:]))
    return value


def _counterparts(context: Context, role: Role, unit: Unit, holdings: dict[str, list[_Holding]]) -> list[Target]:
    """The other side by its role: the only unit that plays it, or the only one in the same root."""
    found: dict[str, Target] = {}
    for holding in holdings.get(role.counterpart, []):
        if holding.unit is not unit:
            says = f"{holding.unit.name} is the estate's {role.counterpart.replace('_', ' ')}"
            found.setdefault(holding.unit.key, Target(context.node(holding.unit), says, "discovered"))
    counterpart = context.catalog.roles.get(role.counterpart)
    for system_id in counterpart.systems if counterpart and not found else ():
        for node in context.nodes.technology(system_id):
            found.setdefault(node.key, Target(node, f"{node.name} runs {system_id}", "technology"))
    if len(found) <= 1:
        return list(found.values())
    if role.systems and not role.id.endswith("_client"):
        return []  # a server that polls many: which ones, its settings say
    roots = {d.location.root for d in unit.declarations}
    near = [t for t in found.values() if t.node.unit and roots & {d.location.root for d in t.node.unit.declarations}]
    return (near or list(found.values()))[:1]


def _add(context: Context, role: Role, held: list[_Holding], me: Node, target: Target) -> None:
    ends = (me, target.node) if role.data == "to_counterpart" else (target.node, me)
    mine_first = role.data == "to_counterpart"
    opens = role.initiator == "self"
    initiator = Initiator.SOURCE if opens == mine_first else Initiator.TARGET
    carries = target.node.kind in ("broker", "queue")  # a connection setting of any kind may name a broker
    transport = FlowTransport.MESSAGING if carries else FlowTransport(role.transport)
    candidate = Candidate(*ends, initiator, transport, relation=role.relation or role.id)
    configured = target.strength == "exact"
    for holding in held:
        says = f"{me.name}: {role.title}; {target.how}"
        signal = "role.configured" if configured and isinstance(holding.fact, ConfigSet) else "role.client"
        candidate.clues.append(clue(holding.fact, signal, says, target.expanded.trail))
    context.candidates.add(candidate)
