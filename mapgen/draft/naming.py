"""Names of flows: `system.component.action`, unique, stable."""

from __future__ import annotations

import re

from mapgen.model.naming import slug, words
from mapgen.model.vocabulary import FlowTransport, Initiator
from mapgen.resolve.candidates import Candidate

_SAY_NOTHING = frozenset(
    "base model entity and flush close client session connection data request response result all".split()
)
"""Words of class and method names that name no business object."""

_RELATION_ACTIONS = {
    "route": "route",
    "scrape": "scrape",
    "log_shipping": "ship",
    "replication": "replicate",
    "sync": "sync",
    "transform": "transform",
    "webhook": "notify",
    "service_registry_client": "register",
    "config_server_client": "configure",
}
_TRANSPORT_ACTIONS = {
    FlowTransport.DATABASE: "store",
    FlowTransport.CACHE: "cache",
    FlowTransport.SEARCH: "index",
    FlowTransport.OBJECT_STORAGE: "store",
    FlowTransport.EMAIL: "send",
    FlowTransport.DISCOVERY: "register",
    FlowTransport.CONFIG: "configure",
    FlowTransport.TELEMETRY: "report",
    FlowTransport.FILE: "transfer",
}


def flow_name(candidate: Candidate) -> str:
    """`system.component.action`: the initiating system, what moves (or the other side), what is done."""
    mine, other = candidate.source, candidate.target
    if candidate.initiator is Initiator.TARGET:
        mine, other = other, mine
    return f"{slug(mine.name)}.{_component(candidate, other.name)}.{_action(candidate)}"


def _component(candidate: Candidate, other: str) -> str:
    """What moves, when it is one thing (a channel, an object, a table without its schema); else the other side."""
    if candidate.transport is FlowTransport.MESSAGING and candidate.channel:
        return slug(candidate.channel)
    objects = {_object_name(name) for name in candidate.objects} - {""}
    return objects.pop() if len(objects) == 1 else slug(other)


def _object_name(name: str) -> str:
    """`public.invoices` -> `invoices`, `OrderLine` -> `order-line`; "" when nothing speaks."""
    last = re.split(r"[./:]", name.rstrip("./:"))[-1]
    parts = words(last)
    return slug("-".join(parts)) if re.search(r"[A-Za-z]{2}", last) and not set(parts) <= _SAY_NOTHING else ""


def _action(candidate: Candidate) -> str:
    if candidate.transport is FlowTransport.MESSAGING:
        return "consume" if candidate.initiator is Initiator.TARGET else "publish"
    if known := _RELATION_ACTIONS.get(candidate.relation):
        return known
    if known := _TRANSPORT_ACTIONS.get(candidate.transport):
        return "read" if known == "store" and candidate.methods == {"read"} else known
    if len(candidate.actions) == 1:
        return slug("-".join(words(next(iter(candidate.actions)))) or "call")
    if candidate.methods == {"read"}:
        return "read"
    return "sync" if len(candidate.actions) > 1 else "call"


def unique_names(candidates: list[Candidate]) -> list[str]:
    """A name per candidate, in order; clashes are told apart by the other side, then by number."""
    wanted = [flow_name(candidate) for candidate in candidates]
    taken: set[str] = set()
    made = []
    for candidate, name in zip(candidates, wanted, strict=True):
        if wanted.count(name) > 1 or name in taken:
            other = candidate.target if candidate.initiator is Initiator.SOURCE else candidate.source
            system, component, action = name.split(".")
            if slug(other.name) not in component:
                name = f"{system}.{slug(other.name)}-{component}.{action}"
        base, number = name, 2
        while name in taken:
            name, number = f"{base}-{number}", number + 1
        taken.add(name)
        made.append(name)
    return made
