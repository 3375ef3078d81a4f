"""The scene: what a diagram shows, before anything has a place. Every diagram format is written from it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import pairwise

from mapgen.export.kinds import kind_title
from mapgen.export.selection import Selection
from mapgen.export.text import plain, shorten
from mapgen.model.flow import Flow
from mapgen.model.naming import comparable
from mapgen.model.system import System
from mapgen.model.vocabulary import PUBLISHED, ConnectorKind, FlowStatus, Layer, Tier

LAYER_TITLES: dict[Layer, str] = {
    Layer.USER_FACING: "User-facing",
    Layer.INTEGRATION: "Integration",
    Layer.DATA: "Data",
    Layer.ANALYTICS: "Analytics",
}
"""Lane titles, in the order of the lanes."""

CONNECTOR_TITLES: dict[ConnectorKind, str] = {
    ConnectorKind.API: "API",
    ConnectorKind.WEBHOOK: "Webhook",
    ConnectorKind.CDC: "CDC",
    ConnectorKind.BATCH_ELT: "Batch ELT",
    ConnectorKind.REVERSE_ETL: "Reverse ETL",
    ConnectorKind.STREAMING: "Streaming",
    ConnectorKind.FILE: "File",
    ConnectorKind.IDENTITY_LINK: "Identity link",
    ConnectorKind.VIRTUALIZATION: "Virtualization",
    ConnectorKind.IPAAS: "iPaaS",
}
"""Connector names for people."""

LABEL_LIMIT = 30
"""Longest edge label, in characters."""

UNSURE_BELOW = 0.8
"""A proposed flow below this confidence shows its percentage."""


class Mark(StrEnum):
    """What a reader must see about an edge at first glance; later members win over earlier ones."""

    CONFIRMED = "confirmed"
    PROPOSED = "proposed"
    UNDOCUMENTED = "undocumented"
    DEAD = "dead"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class Node:
    """A system, or a group of systems when `members` holds more than one id."""

    id: str
    name: str
    caption: str
    kind: str
    layer: Layer
    external: bool
    members: tuple[str, ...]
    focus: bool = False
    description: str = ""

    @property
    def is_group(self) -> bool:
        """True when the node stands for several systems."""
        return len(self.members) > 1


@dataclass(frozen=True, slots=True)
class Edge:
    """One or more flows that are drawn as one line from `source` to `target` (node ids; the data's direction).

    connector: None when the flows behind it differ. confidence: the highest of them, 0-1. detail: one line per flow.
    infra: only platform plumbing (telemetry, discovery); pictures draw it faint and without label.
    """

    id: str
    source: str
    target: str
    label: str
    connector: ConnectorKind | None
    mark: Mark
    two_way: bool
    pulled: bool
    confidence: float
    flows: tuple[str, ...]
    detail: str
    infra: bool = False


@dataclass(frozen=True, slots=True)
class Scene:
    """A titled set of nodes and edges, with the notes that the document must carry.

    systems, flows: how many the scene stands for, also when several share a node or a line.
    """

    title: str
    systems: int
    flows: int
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    notes: tuple[str, ...]
    rolled_up: bool = False

    def lanes(self) -> dict[Layer, list[Node]]:
        """Nodes by layer, in the order of the layers; layers without a node are left out."""
        lanes = {layer: [node for node in self.nodes if node.layer is layer] for layer in Layer}
        return {layer: nodes for layer, nodes in lanes.items() if nodes}


@dataclass(slots=True)
class _Line:
    source: str
    target: str
    connector: ConnectorKind
    mark: Mark
    infra: bool
    flows: list[Flow] = field(default_factory=list)


def detailed_scene(title: str, selection: Selection, focus: frozenset[str] = frozenset()) -> Scene:
    """Every system as its own node; flows of the same pair, connector and mark share a line."""
    nodes = tuple(node_of(system, system.id in focus) for system in selection.systems)
    known = {node.id for node in nodes}
    lines: dict[tuple[str, str, ConnectorKind, Mark, bool], _Line] = {}
    for flow in selection.flows:
        for source, target in legs(flow, known):
            key = (source, target, flow.connector, mark_of(flow), flow.tier is Tier.INFRA)
            lines.setdefault(key, _Line(*key)).flows.append(flow)
    names = {node.id: node.name for node in nodes}
    edges = tuple(_edge(f"e{number}", line, names) for number, line in enumerate(lines.values(), 1))
    return Scene(title, len(nodes), len(selection.flows), nodes, edges, selection.notes)


def node_of(system: System, focus: bool = False) -> Node:
    """The node of a single system."""
    external = ", external" if system.external and system.kind != "external" else ""
    return Node(
        id=system.id,
        name=plain(system.name) or system.id,
        caption=kind_title(plain(system.kind)) + external,
        kind=system.kind,
        layer=system.layer,
        external=system.external,
        members=(system.id,),
        focus=focus,
        description=plain(system.description or ""),
    )


def legs(flow: Flow, known: Iterable[str]) -> list[tuple[str, str]]:
    """The pairs a flow is drawn as: source to broker (or another `via`), broker to target. Unknown ends are dropped."""
    path = [stop for stop in (flow.source, *flow.via, flow.target) if stop in known]
    whole = path[:1] == [flow.source] and path[-1:] == [flow.target]
    return list(pairwise(path)) if whole and len(path) > 1 else []


def mark_of(flow: Flow) -> Mark:
    """How a flow stands, from its status and signals."""
    if flow.status in {FlowStatus.REJECTED, FlowStatus.SUGGESTED_REJECT}:
        return Mark.REJECTED
    if "dead" in flow.signals or flow.status is FlowStatus.STALE:
        return Mark.DEAD
    if "undocumented" in flow.signals:
        return Mark.UNDOCUMENTED
    return Mark.CONFIRMED if flow.status in PUBLISHED else Mark.PROPOSED


def flow_label(flow: Flow) -> str:
    """`contact sync` for `crm.contact.sync`; just the action when the component only repeats one of the two systems."""
    _, component, action = flow.id.split(".", 2)
    numbered, _, number = action.rpartition("-")
    action = numbered if number.isdigit() and numbered else action
    if comparable(component) in {comparable(flow.source), comparable(flow.target)}:
        component = ""
    return plain(f"{component} {action}".replace("_", " ").replace("-", " "))


def _edge(edge_id: str, line: _Line, names: dict[str, str]) -> Edge:
    best = max(line.flows, key=lambda flow: flow.confidence)
    return Edge(
        id=edge_id,
        source=line.source,
        target=line.target,
        label=_line_label(line, best.confidence),
        connector=line.connector,
        mark=line.mark,
        two_way=any(flow.two_way for flow in line.flows),
        pulled=all(flow.initiator.value == "target" for flow in line.flows),
        confidence=best.confidence,
        flows=tuple(flow.id for flow in line.flows),
        detail="; ".join(flow_detail(flow, names) for flow in line.flows[:12]),
        infra=line.infra,
    )


def _line_label(line: _Line, confidence: float) -> str:
    labels = list(dict.fromkeys(flow_label(flow) for flow in line.flows))
    label = shorten(labels[0], LABEL_LIMIT) + (f" +{len(labels) - 1}" if len(labels) > 1 else "")
    unsure = line.mark is Mark.PROPOSED and confidence < UNSURE_BELOW
    return f"{label} {confidence:.0%}" if unsure else label


def flow_detail(flow: Flow, names: dict[str, str]) -> str:
    """One line about a flow: id, ends, connector, status, confidence."""
    ends = f"{names.get(flow.source, flow.source)} to {names.get(flow.target, flow.target)}"
    state = f"{flow.status.value.replace('_', ' ')}, confidence {flow.confidence:.0%}"
    signals = f", {', '.join(plain(signal) for signal in flow.signals)}" if flow.signals else ""
    return f"{flow.id}: {ends}, {CONNECTOR_TITLES[flow.connector]}, {state}{signals}"
