"""Settings that hold addresses: environment variables and properties of a unit that point at another system."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace

from mapgen.model.facts import ConfigRead, ConfigSet
from mapgen.model.naming import words
from mapgen.model.value import Ref, Value
from mapgen.model.vocabulary import FlowTransport, Initiator, Tier
from mapgen.resolve.addresses import has_blank, is_address, parse_addresses
from mapgen.resolve.candidates import Candidate, transport_group
from mapgen.resolve.context import Context, clue
from mapgen.resolve.declared import guess_transport, transport_to
from mapgen.resolve.targets import Target
from mapgen.resolve.units import Unit

_NOT_TARGETS = frozenset(
    (
        "redirect callback cors origin origins allowed homepage docs documentation license logo image avatar "
        "icon schema advertised listener listeners issuer public own self cookie bind listen "
        "hostname swagger contact terms "
    ).split()
)
_TELLS_ADDRESS = frozenset(
    (
        "addr address url uri host endpoint server servers brokers broker dsn connection bootstrap hosts "
        "peers base backend upstream service domain "
    ).split()
)


def resolve_settings(context: Context) -> None:
    """ConfigSet facts whose value addresses another system -> supporting candidates."""
    users = _users_by_value(context)
    for unit in context.units.units:
        for setting in context.config.by_unit.get(unit.key, []):
            if _may_hold_address(setting):
                _one_setting(context, unit, setting, users)


def _users_by_value(context: Context) -> dict[tuple[str, str], int]:
    """How many units carry the same key with the same value: a setting of (nearly) all units is not a call."""
    users: dict[tuple[str, str], set[str]] = defaultdict(set)
    for key, settings in context.config.by_unit.items():
        for setting in settings:
            users[setting.key, str(setting.value)].add(key)
    return {pair: len(keys) for pair, keys in users.items()}


def _may_hold_address(setting: ConfigSet) -> bool:
    parts = set(words(setting.key.rpartition(".")[2])) | (
        set(words(setting.key)) if setting.namespace == "env" else set()
    )
    return not parts & _NOT_TARGETS and bool(setting.value.parts)


def _one_setting(context: Context, unit: Unit, setting: ConfigSet, users: dict[tuple[str, str], int]) -> None:
    for option in context.config.expand(setting.value, unit, setting.location)[:3]:
        tells = bool(set(words(setting.key)[-1:]) & _TELLS_ADDRESS)
        if not is_address(option.text) and not (tells and context.units.find(option.text.strip(), setting.location)):
            continue
        for target in context.targets.resolve(Value((option.text,)), unit, setting.location):
            if target.node.unit is unit or (target.node.unit is None and target.node.vendor is None):
                continue
            _support(context, unit, setting, replace(target, expanded=option), users)
        return


def _support(
    context: Context,
    unit: Unit,
    setting: ConfigSet,
    target: Target,
    users: dict[tuple[str, str], int],
) -> None:
    me = context.node(unit)
    if me.holds_data:
        return
    found = Candidate(me, target.node, Initiator.SOURCE, _transport(context, target))
    if transport_group(found.transport) == "store":
        found.two_way = True
    says = f"{setting.key} of {unit.name} is the address of {target.node.name}; {target.how}"
    signal = _signal(context, unit, setting, target, users)
    found.clues.append(clue(setting, signal, says, (f for f in target.expanded.trail if f is not setting)))
    context.candidates.support(found)


def _signal(context: Context, unit: Unit, setting: ConfigSet, target: Target, users: dict[tuple[str, str], int]) -> str:
    if target.strength == "guessed" or _website(context, target):
        return "config.by_name"
    deployed_here = target.node.unit is not None and target.node.unit.is_deployment
    vague = not target.expanded.certain and not deployed_here
    if setting.strength == "weak" or vague or has_blank(target.expanded.text):
        return "config.example"
    deployed = sum(1 for u in context.units.units if u.is_deployment)
    carriers = users.get((setting.key, str(setting.value)), 1)
    spread = carriers >= 4 and carriers * 3 >= deployed * 2
    if spread and target.node.tier is Tier.CORE and target.node.unit is not None and not target.node.holds_data:
        return "config.shared"
    return "config.address"


def _transport(context: Context, target: Target) -> FlowTransport:
    """By the target's kind; of a service of unknown make by the scheme of its address (`mongodb://store:27017`)."""
    if target.node.technology is None:
        for address in parse_addresses(target.expanded.text):
            if address.scheme and (product := context.catalog.match_scheme(address.scheme)) is not None:
                return transport_to(product.system.kind)
    return guess_transport(target.node)


def _website(context: Context, target: Target) -> bool:
    """The page people visit of a vendor whose API has hosts of its own: a link (`https://www.linkedin.com/in/`)."""
    vendor = context.catalog.systems.get(target.node.vendor or "")
    hosts = {address.host.removeprefix("www.") for address in parse_addresses(target.expanded.text)}
    return bool(vendor and vendor.api_hosts and hosts & set(vendor.hosts) and not hosts & set(vendor.api_hosts))


def resolve_reads(context: Context) -> None:
    """ConfigRead facts: code reads a setting whose value, or whose name, points at a system."""
    for read in context.of(ConfigRead):
        parts = set(words(read.key))
        if parts & _NOT_TARGETS:
            continue
        for unit in context.actors(read.location):
            _one_read(context, unit, read, tells=bool(parts & _TELLS_ADDRESS))


def _one_read(context: Context, unit: Unit, read: ConfigRead, *, tells: bool) -> None:
    hole = Value((Ref(read.namespace, read.key, read.default),))
    me = context.node(unit)
    target: Target | None = None
    signal = "code.read_named"
    for option in context.config.expand(hole, unit, read.location):
        if not is_address(option.text) and not (tells and _vendor_host(context, option.text)):
            continue
        found = context.targets.resolve(Value((option.text,)), unit, read.location)
        if found and (found[0].node.unit is not None or found[0].node.vendor is not None):
            target, signal = replace(found[0], expanded=option), "code.read_address"
            break
    if target is None and tells:
        target = context.targets.by_name(read.key, read.location)
    match = context.catalog.match_env(read.key)
    if target is None and match is not None and match.at_start and not match.generic:
        target = Target(
            context.nodes.vendor(match.system), f"{read.key} is a setting of {match.system.name}", "guessed"
        )
    if target is None or target.node is me or (target.node.unit is None and target.node.vendor is None):
        return
    made = Candidate(me, target.node, Initiator.SOURCE, guess_transport(target.node))
    made.two_way = target.node.holds_data
    made.clues.append(clue(read, signal, f"{unit.name} reads {read.key}; {target.how}", target.expanded.trail))
    context.candidates.support(made)


def _vendor_host(context: Context, text: str) -> bool:
    """A bare host of a vendor (`acme.myshopify.com`): an address, where the setting's name says that it holds one."""
    return any(a.public and context.catalog.match_host(a.host) is not None for a in parse_addresses(text))
