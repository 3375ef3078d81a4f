"""From a key and its value to facts, as the table says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, cast

from extractors.config.common.placeholders import spring
from extractors.config.spring.knowledge import KeyRule, Match, canonical, key_table, segments
from extractors.config.spring.sections import Section, Setting
from mapgen.model.facts import AnyFact, CallMade, FlowDeclared, MessageChannel, StoreUsed
from mapgen.model.location import Location
from mapgen.model.value import Value, text

_IN_BINDING = re.compile(r".*-in-\d+|input|.*(?:input|[a-z]In|[-_.]in)")
_OUT_BINDING = re.compile(r".*-out-\d+|output|.*(?:output|[a-z]Out|[-_.]out)")
Direction = Literal["publish", "consume"]


def facts_of(section: Section, setting: Setting, place: Location, application: str | None) -> Iterator[AnyFact]:
    """What a setting says. `application`: the config repository's name of the unit, None = the file's owner."""
    values = section.values()
    for match in key_table().matches(setting.key):
        if not _speaks(match.rule, setting, values):
            continue
        if match.rule.says in ("publish", "consume", "binding"):
            if application is None:
                yield from _channel(match, setting, values, place)
        else:
            for target in _targets(match, setting):
                yield _fact(match.rule, target, place, application)
        return


def _speaks(rule: KeyRule, setting: Setting, values: dict[str, str]) -> bool:
    if not setting.raw.strip() or rule.needs not in setting.raw:
        return False
    if rule.says == "store" and any(mark in setting.raw for mark in key_table().embedded):
        return False
    if any(all(values.get(key) == want for key, want in group) for group in rule.unless):
        return False
    prefix = ".".join(canonical(part) for part in segments(setting.key)[:-1])
    return not any(f"{prefix}.{name}" in values for name in rule.without)


def _targets(match: Match, setting: Setting) -> list[Value]:
    if match.rule.target == "*":
        return [text(match.star)]
    raw = setting.raw.strip()
    if match.rule.strip and match.rule.strip in raw:
        raw = raw.partition(match.rule.strip)[2]
    if match.rule.until:
        raw = raw.partition(match.rule.until)[0]
    if match.rule.split and "${" not in raw:
        return [spring(part.strip()) for part in raw.split(",") if part.strip()]
    return [spring(raw)]


def _fact(rule: KeyRule, target: Value, place: Location, application: str | None) -> AnyFact:
    if rule.says == "sync":
        return FlowDeclared(
            location=place,
            rule=rule.name,
            source=target,
            target=text(application) if application else None,
            relation="sync",
            initiator="target",
            transport=rule.transport,
        )
    if rule.says == "route" or application is not None:
        return FlowDeclared(
            location=place,
            rule=rule.name,
            source=text(application) if application else None,
            target=target,
            relation=rule.says,
            transport=rule.transport,
        )
    if rule.says == "store":
        return StoreUsed(location=place, rule=rule.name, transport=rule.transport, target=target, store=rule.store)
    kind = cast("Literal['url', 'host', 'service', 'name']", rule.kind)
    return CallMade(location=place, rule=rule.name, transport=rule.transport, target=target, target_kind=kind)


def _channel(match: Match, setting: Setting, values: dict[str, str], place: Location) -> Iterator[MessageChannel]:
    if match.rule.says == "binding":
        direction = _binding_direction(match.star, setting, values)
        if direction:
            group = values.get(_neighbour(setting, "group"), "")
            yield _message(match.rule, direction, spring(setting.raw), "", group, place)
        return
    names = ("topic", "address", "queue.name", "exchange.name", "topics")
    channel = next((values[key] for name in names if (key := _neighbour(setting, name)) in values), match.star)
    broker = key_table().connectors.get(setting.raw, "")
    direction = cast("Direction", match.rule.says)
    group = values.get(_neighbour(setting, "group.id"), "")
    server = values.get(_neighbour(setting, "bootstrap.servers"), "")
    yield _message(match.rule, direction, spring(channel), broker, group, place, server)


def _neighbour(setting: Setting, name: str) -> str:
    return ".".join([*(canonical(part) for part in segments(setting.key)[:-1]), name])


def _message(
    rule: KeyRule, direction: Direction, channel: Value, broker: str, group: str, place: Location, server: str = ""
) -> MessageChannel:
    return MessageChannel(
        location=place,
        rule=rule.name,
        direction=direction,
        channel=channel,
        broker=broker,
        group=spring(group) if group else None,
        address=spring(server) if server else None,
    )


def _binding_direction(binding: str, setting: Setting, values: dict[str, str]) -> Direction | None:
    """By the binding's name, else by what is set beside it (a group or consumer settings: it is read)."""
    if _IN_BINDING.fullmatch(binding):
        return "consume"
    if _OUT_BINDING.fullmatch(binding):
        return "publish"
    prefix = _neighbour(setting, "")
    if f"{prefix}group" in values or any(key.startswith(f"{prefix}consumer.") for key in values):
        return "consume"
    return "publish" if any(key.startswith(f"{prefix}producer.") for key in values) else None
