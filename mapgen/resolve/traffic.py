"""Observed traffic: keys of logs and traces become systems; observation confirms, reveals or refutes flows."""

from __future__ import annotations

import re

from mapgen.model.facts import TrafficObserved
from mapgen.model.vocabulary import FlowTransport, Initiator
from mapgen.resolve.candidates import Candidate
from mapgen.resolve.context import Context, clue
from mapgen.resolve.nodes import Node

_GENERIC_AGENTS = re.compile(
    r"^(?:mozilla|chrome|safari|firefox|edge|opera|curl|wget|python|requests|httpx|aiohttp|urllib\d?|okhttp|java|apache-httpclient"
    r"|go-http-client|node|node-fetch|axios|got|undici|ruby|faraday|guzzlehttp|guzzle|php|dart|libwww-perl|postmanruntime|insomnia"
    r"|reqwest|restsharp|dotnet|-|unknown|kube-probe|elb-healthchecker|prometheus)\b",
    re.IGNORECASE,
)
_ANONYMOUS_KINDS = frozenset({"ip", "client", "user", "anonymous", ""})


def resolve_traffic(context: Context) -> None:
    """TrafficObserved facts of class "flow" -> candidates."""
    for seen in sorted(context.of(TrafficObserved), key=lambda t: -t.count):
        if seen.traffic_class != "flow":
            continue
        source = _node(context, seen.source, seen.source_kind, seen)
        target = _node(context, seen.target, seen.target_kind, seen)
        if source is None or target is None:
            missing = "caller" if source is None else "target"
            context.notice("traffic.unresolved", f"observed requests whose {missing} is unknown", seen.location)
            continue
        _add(context, seen, source, target)


def _node(context: Context, key: str, kind: str, seen: TrafficObserved) -> Node | None:
    key = key.strip()
    if not key or kind in _ANONYMOUS_KINDS:
        return None
    if kind == "user_agent":
        product = key.partition("/")[0].strip()
        if _GENERIC_AGENTS.match(product):
            return None
        return _known(context, product, seen) or context.nodes.named(product, "external")
    host = key.partition("://")[2] or key
    host = host.partition("/")[0]
    name = host.rpartition(":")[0] if host.rpartition(":")[2].isdigit() else host
    if (node := _known(context, name, seen)) is not None:
        return node
    if match := context.catalog.match_host(name.lower()):
        return context.nodes.vendor(match.system)
    if "." in name and not re.fullmatch(r"[\d.]+", name):
        return context.nodes.host(name.lower())
    return context.nodes.named(name) if re.search(r"[A-Za-z]", name) and kind != "ip" else None


def _known(context: Context, name: str, seen: TrafficObserved) -> Node | None:
    """A unit by name, by the first label of its host name, or a catalog product by name."""
    for guess in dict.fromkeys((name, name.partition(".")[0])):
        if (unit := context.units.find(guess, seen.location)) is not None:
            return context.node(unit)
    match = context.catalog.match_name(name)
    if match is None:
        return None
    servers = context.nodes.technology(match.system.id)
    return servers[0] if len(servers) == 1 else context.nodes.vendor(match.system)


def _add(context: Context, seen: TrafficObserved, source: Node, target: Node) -> None:
    transport = FlowTransport(seen.transport)
    operation = " ".join(part for part in (seen.method, seen.template) if part)
    says = f"{seen.count} x {operation or transport.value} from {source.name} to {target.name}"
    signal = "traffic.guessed" if seen.source_kind == "user_agent" and source.unit is None else "traffic.observed"
    if transport is FlowTransport.MESSAGING:
        pulled = source.holds_data
        found = Candidate(source, target, Initiator.TARGET if pulled else Initiator.SOURCE, transport, seen.template)
    else:
        found = Candidate(source, target, Initiator.SOURCE, transport)
        found.two_way = seen.method.upper() == "GET" or target.holds_data
        reverse = context.candidates.between(target, source)
        if target.holds_data and reverse and reverse[0].source is target:
            found.source, found.target, found.initiator = target, source, Initiator.TARGET
    if operation:
        found.operations[operation] = None
    found.clues.append(clue(seen, signal, says))
    context.candidates.add(found)


def generic_agent(name: str) -> bool:
    """True for browsers and HTTP libraries: they name no system."""
    return bool(_GENERIC_AGENTS.match(name))
