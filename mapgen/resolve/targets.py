"""Who is the target: from an address, a name or a package to a system of the estate or of the catalog."""

from __future__ import annotations

import re
from dataclasses import dataclass

from mapgen.catalog import Catalog
from mapgen.model.location import Location
from mapgen.model.naming import words
from mapgen.model.value import Value
from mapgen.resolve.addresses import Address, parse_addresses
from mapgen.resolve.config import ConfigIndex, Expanded
from mapgen.resolve.families import EMBEDDED, family_of
from mapgen.resolve.nodes import Node, NodeRegistry
from mapgen.resolve.units import Unit, UnitIndex

_ADDRESS_WORDS = frozenset(
    (
        "addr address addresses url urls uri host hosts hostname endpoint endpoints base server servers port "
        "baseurl dsn connection string conn root path api http https grpc internal external public private "
        "service svc bootstrap brokers broker uris origin domain target backend upstream client default "
        "location "
    ).split()
)
_RESERVED_HOSTS = re.compile(
    r"(?:^|\.)(?:example\.(?:com|org|net)|invalid|test|localdomain|your[a-z\-]*\.com|domain\.com|mycompany\.com|w3\.org"
    r"|schema\.org|xmlsoap\.org|json-schema\.org|purl\.org|tempuri\.org|apache\.org|springframework\.org)$"
)
_IPV4 = re.compile(r"^\d{1,3}(?:\.\d{1,3}){3}$")

_WORDS = re.compile(r"[A-Za-z][\w.+&-]*(?: [\w.+&()-]+){1,5}")
"""Two to six words: the name of a product, not an identifier."""

MAX_HOSTS = 5
"""Hosts of a vendor that become aliases of its system."""

NOTHING = Expanded("")


@dataclass(frozen=True, slots=True)
class Target:
    """A resolved target. `how` says in words what made the link; `strength` is `exact` (a written or configured
    address), `discovered` (a service name), `technology` (the only server of its kind), `guessed` (a name)."""

    node: Node
    how: str
    strength: str
    expanded: Expanded = NOTHING


class TargetResolver:
    """Answers "who is that?" for values seen in one unit."""

    def __init__(self, units: UnitIndex, config: ConfigIndex, nodes: NodeRegistry, catalog: Catalog) -> None:
        self._units = units
        self._config = config
        self._nodes = nodes
        self._catalog = catalog
        self.unresolved_hosts: set[str] = set()
        self.unresolved: set[str] = set()
        self.unfilled: set[str] = set()

    def resolve(
        self, value: Value, unit: Unit | None, place: Location, *, service: bool = False, technology: str = ""
    ) -> list[Target]:
        """Targets of a value, best first: usually one; several for a list of hosts. `service`: bare words are
        service names; `technology`: catalog id of the expected server."""
        options = self._config.expand(value, unit, place)
        found = [(o, self._from_text(o, unit, place, service, technology)) for o in options]
        hits = [target for _, targets in found for target in targets]
        if not hits:
            return self._last_resort(value, options, place)
        mine = self._nodes.unit(unit) if unit is not None else None
        others = [hit for hit in hits if hit.node is not mine]
        best = others or hits
        rank = {"exact": 0, "discovered": 0, "technology": 1, "guessed": 2}
        best.sort(key=lambda hit: (rank[hit.strength], not hit.expanded.certain, hit.node.external))
        return list({hit.node.key: hit for hit in reversed(best)}.values())[::-1]

    def first(
        self, value: Value, unit: Unit | None, place: Location, *, service: bool = False, technology: str = ""
    ) -> Target | None:
        """The best target, or None."""
        found = self.resolve(value, unit, place, service=service, technology=technology)
        return found[0] if found else None

    def _from_text(
        self, option: Expanded, unit: Unit | None, place: Location, service: bool, technology: str
    ) -> list[Target]:
        addresses = parse_addresses(option.text)
        found = []
        for address in addresses:
            if target := self._from_address(address, option, unit, place, service, technology):
                found.append(target)
        return found

    def _from_address(
        self, address: Address, option: Expanded, unit: Unit | None, place: Location, service: bool, technology: str
    ) -> Target | None:
        product = self._catalog.match_scheme(address.scheme) if address.scheme else None
        technology = technology or (product.system.id if product else "")
        if technology in EMBEDDED or address.scheme.removeprefix("jdbc:") in EMBEDDED:
            return None
        if address.hole is not None:
            return self._hole(address, option, place, technology)
        if address.loopback:
            return self._loopback(address, option, unit, technology)
        if internal := self._internal(address, option, place):
            return internal
        if match := self._catalog.match_host(address.host):
            node = self._nodes.vendor(match.system)
            if len(node.aliases) < MAX_HOSTS:
                node.aliases.add(address.host)
            return Target(node, f"{address.host} belongs to {match.system.name}", "exact", option)
        return self._unknown(address, option, service, technology)

    def _internal(self, address: Address, option: Expanded, place: Location) -> Target | None:
        """A unit of the estate: the host is its name, or its first label is (Kubernetes, docker networks)."""
        labels = address.host.split(".")
        cluster = labels[-1] in ("local", "internal", "svc", "cluster", "docker", "lan", "consul") or "svc" in labels
        names = [address.host] if len(labels) == 1 else [address.host, labels[0]] if cluster or len(labels) == 2 else []
        if len(labels) == 2 and not cluster and self._catalog.match_host(address.host):
            names = []
        for name in names:
            unit = self._units.find(name, place)
            if unit is not None and (len(labels) == 1 or cluster or name == address.host or not address.public):
                strength = "discovered" if address.scheme == "lb" else "exact"
                return Target(self._nodes.unit(unit), f"host {address.host} is {unit.name}", strength, option)
        return None

    def _loopback(self, address: Address, option: Expanded, unit: Unit | None, technology: str) -> Target | None:
        """The machine itself: another unit by its port, or the only server of the technology."""
        if address.port and (other := self._units.by_port(address.port)) and other is not unit:
            return Target(self._nodes.unit(other), f"port {address.port} is {other.name}'s", "technology", option)
        if technology:
            return self.by_technology(technology, unit, option)
        return None

    def _hole(self, address: Address, option: Expanded, place: Location, technology: str) -> Target | None:
        kind, name = address.hole or ("", "")
        if kind in ("env", "property", "const") and (guess := self.by_name(name, place, option, called=True)):
            return guess
        if technology:
            return self.by_technology(technology, None, option)
        return None

    def _unknown(self, address: Address, option: Expanded, service: bool, technology: str) -> Target | None:
        host = address.host
        if "{" in host or _RESERVED_HOSTS.search(host):
            return None
        if technology and not address.public:
            return (
                self.by_technology(technology, None, option)
                if _IPV4.match(host)
                else self._named_store(address, option, technology)
            )
        if technology:
            product = self._catalog.systems.get(technology)
            node = self._nodes.host(host)
            if product is not None:
                node.kind, node.technology = product.kind, product.id
            return Target(node, f"server {host}", "exact", option)
        if _IPV4.match(host):
            self.unresolved_hosts.add(host)
            return None
        if (own := self._own_instance(address, option)) is not None:
            return own
        if address.public and len(host) > 4:
            if not address.scheme and not address.port and not service:
                return None
            self.unresolved_hosts.add(host)
            return Target(self._nodes.host(host), f"external host {host}", "exact", option)
        if (service or address.scheme in ("http", "https", "lb", "grpc", "discovery")) and re.fullmatch(
            r"[a-z0-9_.\-]{2,60}", host
        ):
            self.unresolved.add(host)
            return Target(
                self._nodes.named(host), f"service {host}, which the estate does not declare", "discovered", option
            )
        return None

    def _own_instance(self, address: Address, option: Expanded) -> Target | None:
        """A company's own server of a product that can be hosted oneself, named after it (`metabase.acme.org`)."""
        match = self._catalog.match_name(address.host.partition(".")[0]) if address.public else None
        if match is None or match.generic or not match.system.images:
            return None
        servers = self._nodes.technology(match.system.id)
        node = servers[0] if len(servers) == 1 else self._nodes.vendor(match.system)
        return Target(node, f"{address.host} is named after {match.system.name}", "exact", option)

    def _named_store(self, address: Address, option: Expanded, technology: str) -> Target | None:
        """A store host no deployment declares: the only server of its kind, else a system of that host name."""
        servers = self._nodes.technology(technology)
        if len(servers) == 1:
            return Target(servers[0], f"the estate's only {technology} server", "technology", option)
        product = self._catalog.systems.get(technology)
        if product is not None and not product.images:
            return Target(self._nodes.vendor(product), f"{address.host} is an account there", "exact", option)
        node = self._nodes.named(address.host, product.kind if product else "database")
        if product is not None:
            node.technology = product.id
        self.unresolved.add(address.host)
        return Target(node, f"{technology} server {address.host}", "exact", option)

    def by_technology(self, technology: str, unit: Unit | None, option: Expanded = NOTHING) -> Target | None:
        """The server of a technology: the estate's only one, or the technology itself when none is deployed."""
        if technology in EMBEDDED:
            return None
        servers = self._nodes.technology(technology)
        if len(servers) == 1:
            return Target(servers[0], f"the estate's only {technology} server", "technology", option)
        if len(servers) > 1:
            return self._nearest_server(servers, unit, option)
        product = self._catalog.systems.get(technology)
        if product is None:
            return None
        return Target(self._nodes.vendor(product), f"{product.name}; no server is declared", "technology", option)

    def _nearest_server(self, servers: list[Node], unit: Unit | None, option: Expanded) -> Target | None:
        """Of several servers the one whose name starts with the unit's name (orders -> orders-db)."""
        if unit is None:
            return None
        own = set(words(unit.name)) - _ADDRESS_WORDS
        named = [server for server in servers if own and own <= set(words(server.name))]
        return (
            Target(named[0], f"{named[0].name} is named after {unit.name}", "technology", option)
            if len(named) == 1
            else None
        )

    def by_name(self, name: str, place: Location, option: Expanded = NOTHING, *, called: bool = False) -> Target | None:
        """A system whose name a setting's name holds (`PRODUCT_CATALOG_SERVICE_ADDR`, `crm.base-url`). `called`: code
        calls what the setting holds, so its last words are enough to tell a vendor (`shiro.auth0-url`)."""
        parts = words(name.rpartition("#")[2])
        while parts and parts[-1] in _ADDRESS_WORDS:
            parts.pop()
        while parts and parts[0] in ("app", "spring", "my", "the", "next", "vite", "react", "public"):
            parts.pop(0)
        if not parts:
            return None
        whole = "-".join(parts)
        for guess in (whole, *(["-".join(parts[-2:])] if len(parts) > 2 else [])):
            if (unit := self._units.find(guess, place)) is not None:
                return Target(self._nodes.unit(unit), f"setting {name} is named after {unit.name}", "guessed", option)
        match = self._catalog.match_name(whole)
        if match is None and called:
            match = next((m for n in (2, 1) if (m := self._catalog.match_name("-".join(parts[-n:])))), None)
        if match is not None and not match.generic:
            system = match.system
            servers = self._nodes.technology(system.id)
            node = servers[0] if len(servers) == 1 else self._nodes.vendor(system)
            return Target(node, f"setting {name} is named after {system.name}", "guessed", option)
        return None

    def by_words(self, value: Value, unit: Unit | None, place: Location) -> Target | None:
        """A product named in words (`AWS Comprehend`, `OIDC provider`) that nobody knows: an external system."""
        for option in self._config.expand(value, unit, place):
            name = option.text.strip()
            if _WORDS.fullmatch(name):
                match = self._catalog.match_name(name)
                node = self._nodes.vendor(match.system) if match else self._nodes.named(name, "external")
                return Target(node, f"named {node.name}", "exact", option)
        return None

    def by_package(self, package: str) -> Target | None:
        """The vendor of an SDK package (`npm:stripe`)."""
        match = self._catalog.match_package(package)
        if match is None or match.system is None:
            return None
        node = self._nodes.vendor(match.system)
        servers = self._nodes.technology(match.system.id)
        if len(servers) == 1:
            node = servers[0]
        return Target(node, f"{package} is {match.system.name}'s library", "exact")

    def _last_resort(self, value: Value, options: list[Expanded], place: Location) -> list[Target]:
        """Nothing parsed as an address: a name guess from the first named hole that was never filled."""
        for option in options:
            for kind, name in re.findall(r"\{(env|property|const):([^{}]+)\}", option.text):
                del kind
                if target := self.by_name(name, place, option):
                    return [target]
        if value.known and "{" in str(value):
            self.unfilled.add(str(place))
        return []

    def same_family(self, node: Node, technology: str) -> bool:
        """Does the system run this technology or a compatible one?"""
        return bool(node.technology) and family_of(node.technology or "") == family_of(technology)
