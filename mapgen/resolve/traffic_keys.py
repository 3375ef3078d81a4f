"""Keys of logs and traces: which system a service name, host, upstream, user agent, topic or database is."""

from __future__ import annotations

import re
from collections import Counter

from mapgen.model.facts import OperationDescribed, RouteServed, TrafficObserved
from mapgen.model.naming import words
from mapgen.resolve.candidates import transport_group
from mapgen.resolve.context import Context
from mapgen.resolve.nodes import Node
from mapgen.resolve.units import Unit

_GENERIC_AGENTS = frozenset(
    (
        "browser mozilla chrome safari firefox edge opera curl wget python requests httpx aiohttp urllib urllib3 "
        "okhttp java apache-httpclient go-http-client node node-fetch axios got undici ruby faraday guzzlehttp guzzle "
        "php dart libwww-perl postmanruntime insomnia reqwest restsharp dotnet unknown kube-probe "
        "elb-healthchecker prometheus "
        "python-requests python-urllib python-httpx nginx envoy spring-webclient reactornetty jersey resty clients"
    ).split()
)
_ANONYMOUS_KINDS = frozenset({"ip", "client", "clients", "user", "anonymous", "", "database_user", "service_account"})
_NAMED_KINDS = frozenset({"service", "application", "upstream", "cluster", "target_group", "load_balancer"})


class TrafficKeys:
    """Turns (key, kind) pairs of one estate's logs into systems."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._log_owner: dict[tuple[str, str], Unit | None] = {}

    def node(self, key: str, kind: str, seen: TrafficObserved, other: str = "") -> Node | None:
        """The system behind a key, or None when it names nobody. `other` is the key of the opposite side."""
        key = key.strip()
        if kind == "self":
            owner = self.owner_of_log(seen)
            return self._context.node(owner) if owner is not None else None
        if not key or kind in _ANONYMOUS_KINDS:
            return None
        if kind == "user_agent":
            return self._agent(key)
        if kind == "topic":
            return self._broker(key)
        if kind == "database":
            return self._database(key, seen, other)
        return self._named(key, kind, seen)

    def _agent(self, key: str) -> Node | None:
        """A caller by its user agent: a unit, a catalog product, or a system of its own name; libraries are nobody."""
        product = key.partition("/")[0].strip()
        if product.lower() in _GENERIC_AGENTS or not re.search(r"[A-Za-z]{2}", product):
            return None
        first = product.split(" ")[0]
        for guess in dict.fromkeys((product, first)):
            if (known := self._known(guess)) is not None:
                return known
        return self._context.nodes.named(product, "external")

    def _known(self, name: str) -> Node | None:
        """A unit of that name (or of the first label of a host name), or a catalog product."""
        for guess in dict.fromkeys((name, name.partition(".")[0])):
            if (unit := self._context.units.find(guess)) is not None:
                return self._context.node(unit)
        match = self._context.catalog.match_name(name)
        if match is None or match.generic:
            return None
        servers = self._context.nodes.technology(match.system.id)
        return servers[0] if len(servers) == 1 else self._context.nodes.vendor(match.system)

    def _broker(self, key: str) -> Node | None:
        technology = key.partition(":")[0]
        if technology in self._context.catalog.systems:
            target = self._context.targets.by_technology(technology, None)
            return target.node if target else None
        brokers = [n for n in self._context.nodes.nodes if n.kind == "broker" and n.unit is not None]
        return brokers[0] if len(brokers) == 1 else None

    def _database(self, key: str, seen: TrafficObserved, other: str) -> Node | None:
        """The store the other side is already known to use, else the only server of the technology."""
        unit = self._context.units.find(other) if other else None
        technology = seen.template if seen.template in self._context.catalog.systems else ""
        if unit is not None:
            me = self._context.node(unit)
            known = [
                n
                for c in self._context.candidates.of(me)
                if transport_group(c.transport) == "store"
                for n in (c.source, c.target)
                if n is not me and (not technology or self._context.targets.same_family(n, technology))
            ]
            if len({n.key for n in known}) == 1:
                return known[0]
        if technology and (target := self._context.targets.by_technology(technology, unit)):
            return target.node
        found = self._context.units.find(f"{key}-db")
        return self._context.node(found) if found else None

    def _named(self, key: str, kind: str, seen: TrafficObserved) -> Node | None:
        host = (key.partition("://")[2] or key).partition("/")[0]
        name = host.rpartition(":")[0] if host.rpartition(":")[2].isdigit() else host
        for guess in dict.fromkeys((name, *_ingress_names(name))):
            if (unit := self._context.units.find(guess, seen.location)) is not None:
                return self._context.node(unit)
        if match := self._context.catalog.match_host(name.lower()):
            return self._context.nodes.vendor(match.system)
        if kind in _NAMED_KINDS and (known := self._known(name)) is not None:
            return known
        if kind == "vhost" and (owner := self.owner_of_log(seen)) is not None:
            return self._context.node(owner)
        if "." in name:
            public = re.fullmatch(r"[\d.]+", name) is None
            first = self._context.units.find(name.partition(".")[0], seen.location) if public else None
            return self._context.node(first) if first else self._context.nodes.host(name.lower()) if public else None
        return self._context.nodes.named(name) if re.search(r"[A-Za-z]", name) else None

    def owner_of_log(self, seen: TrafficObserved) -> Unit | None:
        """Whose log this is: the unit the file is named after, else the one that serves most of the logged paths."""
        place = (seen.location.root, seen.location.path)
        if place not in self._log_owner:
            self._log_owner[place] = self._by_file_name(place[1]) or self._by_routes(place)
        return self._log_owner[place]

    def _by_file_name(self, path: str) -> Unit | None:
        file_name = path.rpartition("/")[2]
        parent = path.rpartition("/")[0].rpartition("/")[2]
        stem = re.split(r"\.|[-_]?access|[-_]?error", file_name, maxsplit=1)[0]
        for guess in (stem, file_name.partition(".")[0], parent):
            if guess and (unit := self._context.units.find(guess)) is not None:
                return unit
        return None

    def _by_routes(self, place: tuple[str, str]) -> Unit | None:
        served: dict[str, set[str]] = {}
        paths = [(fact.location, str(fact.path)) for fact in self._context.of(RouteServed)]
        paths += [(fact.location, fact.path) for fact in self._context.of(OperationDescribed)]
        for location, path in paths:
            owner = self._context.units.owner(location)
            if owner is not None:
                served.setdefault(_shape(path), set()).add(owner.key)
        votes: Counter[str] = Counter()
        for seen in self._context.of(TrafficObserved):
            if (seen.location.root, seen.location.path) == place:
                votes.update(served.get(_shape(seen.template), ()))
        ranked = votes.most_common(2)
        if not ranked or (len(ranked) == 2 and ranked[0][1] == ranked[1][1]):
            return None
        return next(u for u in self._context.units.units if u.key == ranked[0][0])


def _shape(path: str) -> str:
    """A path with every parameter written alike."""
    return re.sub(r"\{[^{}]*\}|<[^<>]*>|:[A-Za-z_]\w*", "{}", path).rstrip("/").lower()


def _ingress_names(name: str) -> list[str]:
    """Service names inside an ingress controller's upstream (`default-orders-8080`)."""
    parts = words(name)
    while parts and parts[-1].isdigit():
        parts.pop()
    return ["-".join(parts), "-".join(parts[1:])] if len(parts) > 1 else ["-".join(parts)]
