"""The systems of an estate while they are being found: units, vendors, technologies, hosts, named services."""

from __future__ import annotations

from dataclasses import dataclass, field

from mapgen.catalog import Catalog, System
from mapgen.model.facts import UnitDeclared
from mapgen.model.naming import comparable, slug
from mapgen.model.vocabulary import Layer, Tier
from mapgen.resolve.config import ConfigIndex
from mapgen.resolve.families import family_of
from mapgen.resolve.unit import DEPLOYMENTS
from mapgen.resolve.units import Unit, UnitIndex, image_name

INFRA_KINDS = frozenset({"service_registry", "config_server", "monitoring", "logging", "tracing", "secrets", "admin"})
"""Kinds that are platform plumbing rather than business systems."""

DATA_KINDS = frozenset(
    {
        "database",
        "cache",
        "search",
        "object_storage",
        "vector_db",
        "timeseries_db",
        "graph_db",
        "warehouse",
        "lakehouse",
        "broker",
        "queue",
    }
)
"""Kinds of systems that hold or carry data for others; they never call anybody by themselves."""


@dataclass(slots=True, eq=False)
class Node:
    """A system in the making. `key` is stable over runs and becomes the id of a new system."""

    key: str
    name: str
    kind: str = "service"
    layer: Layer = Layer.INTEGRATION
    tier: Tier = Tier.CORE
    vendor: str | None = None
    external: bool = False
    unit: Unit | None = None
    technology: str | None = None
    aliases: set[str] = field(default_factory=set)

    @property
    def holds_data(self) -> bool:
        """A store or a broker."""
        return self.kind in DATA_KINDS


class NodeRegistry:
    """Makes each system once."""

    def __init__(self, units: UnitIndex, catalog: Catalog, config: ConfigIndex) -> None:
        self._units = units
        self._catalog = catalog
        self._config = config
        self._nodes: dict[str, Node] = {}
        self._by_technology: dict[str, list[Node]] = {}
        for unit in units.units:
            node = self._from_unit(unit)
            self._nodes[node.key] = node
            if node.technology and unit.is_deployment:
                self._by_technology.setdefault(family_of(node.technology), []).append(node)

    @property
    def nodes(self) -> list[Node]:
        """All systems made so far, in a stable order."""
        return [self._nodes[key] for key in sorted(self._nodes)]

    def unit(self, unit: Unit) -> Node:
        """The node of a unit."""
        return self._nodes[unit.key]

    def _from_unit(self, unit: Unit) -> Node:
        node = Node(unit.key, unit.name, unit=unit, aliases=set(unit.aliases) - {unit.name})
        product = self.product_of(unit)
        if product is not None:
            node.kind, node.layer, node.technology = product.kind, product.layer, product.id
            node.tier = Tier.INFRA if product.kind in INFRA_KINDS else Tier.CORE
        elif unit.kinds & {"pipeline", "workflow"}:
            node.kind = "pipeline"
        return node

    def product_of(self, unit: Unit) -> System | None:
        """The catalog product whose image the unit runs, when the unit is not built from the estate's own code."""
        if unit.directories and unit.kinds & {"build_module", "application"}:
            return None
        for declaration in unit.images:
            match = self._catalog.match_image(self.image_of(declaration, unit))
            if match and (declaration.unit_kind in DEPLOYMENTS or self._same_base(unit, match.system)):
                return match.system
        if unit.images and not unit.directories:
            found = self._catalog.match_name(image_name(unit.images[0]))
            return found.system if found and not found.generic else None
        return None

    def image_of(self, declaration: UnitDeclared, unit: Unit) -> str:
        """The image a declaration names, its holes filled from the unit's settings; "" when it names none."""
        if declaration.image is None:
            return ""
        return self._config.expand(declaration.image, unit, declaration.location)[0].text

    def _same_base(self, unit: Unit, system: System) -> bool:
        """Are all images a unit is built on this product's? One Dockerfile for tests does not make it a database."""
        own = {comparable(name) for name in (unit.name, *unit.aliases)}
        bases = [d for d in unit.images if d.unit_kind not in DEPLOYMENTS and comparable(image_name(d)) not in own]
        matches = [self._catalog.match_image(self.image_of(base, unit)) for base in bases]
        return all(match is not None and match.system.id == system.id for match in matches)

    def vendor(self, system: System) -> Node:
        """The node of a catalog system used from outside: a SaaS product or a managed service."""
        key = slug(system.id)
        if (unit_node := self._same_name_unit(key)) is not None:
            return unit_node
        if key not in self._nodes:
            kind = system.kind
            tier = Tier.INFRA if kind in INFRA_KINDS else Tier.CORE
            self._nodes[key] = Node(key, system.name, kind, system.layer, tier, system.id, True)
            self._nodes[key].technology = system.id
        return self._nodes[key]

    def _same_name_unit(self, key: str) -> Node | None:
        node = self._nodes.get(key)
        return node if node is not None and node.unit is not None and node.technology else None

    def technology(self, technology: str) -> list[Node]:
        """Units of the estate that run a technology (or a wire-compatible one)."""
        return self._by_technology.get(family_of(technology), [])

    def plays(self, node: Node, technology: str) -> None:
        """A unit built from the estate's own code plays the part of a technology (an embedded registry server)."""
        servers = self._by_technology.setdefault(family_of(technology), [])
        if node not in servers:
            servers.append(node)

    def becomes(self, node: Node, system: System) -> None:
        """A unit turns out to run another product than its base image says."""
        for servers in self._by_technology.values():
            if node in servers:
                servers.remove(node)
        node.technology, node.kind, node.layer = system.id, system.kind, system.layer

    def host(self, host: str) -> Node:
        """An unknown public host: an external system named by its host."""
        key = slug(host)
        if key not in self._nodes:
            self._nodes[key] = Node(key, host, "external", Layer.INTEGRATION, external=True)
        return self._nodes[key]

    def named(self, name: str, kind: str = "service") -> Node:
        """A service that is named but not declared in the estate."""
        key = slug(name)
        if key not in self._nodes:
            self._nodes[key] = Node(key, name, kind, external=True)
            if comparable(name) != comparable(key):
                self._nodes[key].aliases.add(name)
        return self._nodes[key]
