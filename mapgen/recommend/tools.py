"""Products that implement a connector: from the catalog, those the estate already runs first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from mapgen.catalog import Catalog, System
from mapgen.model.vocabulary import ConnectorKind

MOST = 8
"""Options listed per connector."""

KINDS: dict[ConnectorKind, tuple[str, ...]] = {
    ConnectorKind.API: ("ipaas", "gateway"),
    ConnectorKind.WEBHOOK: ("webhooks_infra", "ipaas"),
    ConnectorKind.CDC: ("cdc", "etl"),
    ConnectorKind.BATCH_ELT: ("etl",),
    ConnectorKind.REVERSE_ETL: ("reverse_etl",),
    ConnectorKind.STREAMING: ("broker",),
}
"""Kinds of catalog systems that implement each connector, the most specific first."""

NEEDED = {(ConnectorKind.CDC, "etl"): "cdc"}
"""Capability without which a system of a broader kind is no option."""


@dataclass(frozen=True, slots=True)
class ToolOption:
    """A product that could run the connector. `present`: the map shows that the estate has it."""

    id: str
    name: str
    kind: str
    present: bool


def tool_options(connector: ConnectorKind, catalog: Catalog, present: Iterable[str] = ()) -> list[ToolOption]:
    """Options, best first: what is there already, then by kind, then by how well the catalog's sources know it.

    present: catalog ids of products in the map.
    """
    there = set(present)
    kinds = KINDS.get(connector, ())
    able = [system for system in catalog.systems.values() if system.kind in kinds and _can(connector, system)]
    able.sort(key=lambda s: (s.id not in there, kinds.index(s.kind), -_known(s), s.id))
    return [ToolOption(system.id, system.name, system.kind, system.id in there) for system in able[:MOST]]


def _can(connector: ConnectorKind, system: System) -> bool:
    needed = NEEDED.get((connector, system.kind))
    return needed is None or needed in (*system.capabilities, *system.unverified.capabilities)


def _known(system: System) -> int:
    """How many sources and other catalogues name the product: a stand-in for how common it is."""
    return len(system.sources) + len(system.xref)
