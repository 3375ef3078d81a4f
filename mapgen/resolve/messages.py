"""Messaging: which broker, which channel, who publishes and who consumes."""

from __future__ import annotations

from mapgen.catalog import Catalog
from mapgen.model.facts import ConfigSet, MessageChannel
from mapgen.model.vocabulary import FlowTransport, Initiator
from mapgen.resolve.candidates import Candidate
from mapgen.resolve.config import Expanded
from mapgen.resolve.context import Context, clue
from mapgen.resolve.nodes import Node
from mapgen.resolve.targets import Target
from mapgen.resolve.units import Unit

BROKER_KINDS = frozenset({"broker", "queue"})


def resolve_messages(context: Context) -> None:
    """MessageChannel facts -> unit -> broker and broker -> unit candidates, one per channel."""
    for message in context.of(MessageChannel):
        for unit in context.actors(message.location):
            broker = _broker(context, message, unit)
            if broker is None:
                context.notice("message.no_broker", "channels whose broker could not be resolved", message.location)
                continue
            for option in channel_names(context, message, unit):
                _add(context, message, unit, broker, option)


def channel_names(context: Context, message: MessageChannel, unit: Unit) -> list[Expanded]:
    """Channel names of a fact; an unresolved one is "" (several when a profile changes it: the first counts)."""
    options = context.config.expand(message.channel, unit, message.location)[:1]
    return [Expanded("", o.trail, o.certain) if "{" in o.text else o for o in options]


def _broker(context: Context, message: MessageChannel, unit: Unit) -> Target | None:
    if message.address is not None and message.address.known:
        found = context.targets.first(message.address, unit, message.location, technology=message.broker)
        if found:
            return found
    if configured := _configured_broker(context, unit, message.broker):
        return configured
    if message.broker and (found := context.targets.by_technology(message.broker, unit)):
        return found
    brokers = [n for n in context.nodes.nodes if n.kind in BROKER_KINDS and n.unit is not None]
    if not message.broker and len(brokers) == 1:
        return Target(brokers[0], "the estate's only broker", "technology")
    return None


def _configured_broker(context: Context, unit: Unit, technology: str) -> Target | None:
    """The broker this unit's own settings address."""
    for setting in context.config.by_unit.get(unit.key, []):
        if not _may_address_broker(context.catalog, setting):
            continue
        for target in context.targets.resolve(setting.value, unit, setting.location):
            fits = target.node.kind in BROKER_KINDS and target.strength == "exact"
            if fits and (not technology or context.targets.same_family(target.node, technology)):
                return target
    return None


def _may_address_broker(catalog: Catalog, setting: ConfigSet) -> bool:
    del catalog
    key = setting.key.lower()
    words = (
        "kafka",
        "rabbit",
        "amqp",
        "nats",
        "broker",
        "bootstrap",
        "pulsar",
        "mq",
        "redis",
        "messaging",
        "servicebus",
    )
    return any(word in key for word in words)


def _add(context: Context, message: MessageChannel, unit: Unit, broker: Target, option: Expanded) -> None:
    me, there = context.node(unit), broker.node
    if message.direction == "publish":
        candidate = Candidate(me, there, Initiator.SOURCE, FlowTransport.MESSAGING, option.text)
        says = f"{unit.name} publishes to {option.text or 'a channel'} on {there.name}; {broker.how}"
    else:
        candidate = Candidate(there, me, Initiator.TARGET, FlowTransport.MESSAGING, option.text)
        says = f"{unit.name} consumes {option.text or 'a channel'} from {there.name}; {broker.how}"
    candidate.add_fields(message.fields, message.location)
    if option.text:
        candidate.objects[option.text] = None
    signal = "message.channel" if option.text else "message.unnamed"
    candidate.clues.append(clue(message, signal, says, (*option.trail, *broker.expanded.trail)))
    context.candidates.add(candidate)


def one_sided_channels(context: Context, candidates: list[Candidate]) -> list[str]:
    """Channels with a publisher or a consumer only, as `broker: channel (no consumer found)`."""
    sides: dict[tuple[str, str], set[str]] = {}
    for candidate in candidates:
        if candidate.transport is FlowTransport.MESSAGING and candidate.channel:
            broker: Node = candidate.target if candidate.initiator is Initiator.SOURCE else candidate.source
            side = "publish" if candidate.initiator is Initiator.SOURCE else "consume"
            sides.setdefault((broker.name, candidate.channel), set()).add(side)
    missing = {"publish": "no consumer found", "consume": "no publisher found"}
    return [f"{b}: {c} ({missing[next(iter(s))]})" for (b, c), s in sorted(sides.items()) if len(s) == 1]
