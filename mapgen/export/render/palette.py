"""Colours, strokes and shapes. Every difference in colour is one of form as well: pictures survive grey printing."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from mapgen.export.kinds import Family
from mapgen.export.scene import Mark
from mapgen.model.vocabulary import ConnectorKind, Layer

FONT = "DejaVu Sans, Verdana, sans-serif"
"""Verdana has the widths of DejaVu Sans, for viewers without it."""

INK, MUTED, FAINT, PAPER, HAIRLINE = "#1f2937", "#56637a", "#8b96a8", "#ffffff", "#d8dee8"
WARNING, GONE = "#b45309", "#8b96a8"

LANE_FILLS: dict[Layer, str] = {
    Layer.USER_FACING: "#f3f7fc",
    Layer.INTEGRATION: "#f7f6fc",
    Layer.DATA: "#f2f9f6",
    Layer.ANALYTICS: "#fdf8f0",
}


class Outline(StrEnum):
    """Shapes of boxes."""

    ROUNDED = "rounded"
    PILL = "pill"
    CYLINDER = "cylinder"
    QUEUE = "queue"
    HEXAGON = "hexagon"
    FOLDED = "folded"
    SQUARE = "square"


@dataclass(frozen=True, slots=True)
class FamilyStyle:
    """How a family of systems looks: `ink` for icon and border, `tint` behind the icon."""

    ink: str
    tint: str
    outline: Outline


FAMILY_STYLES: dict[Family, FamilyStyle] = {
    Family.CUSTOMER: FamilyStyle("#24619f", "#e2edf8", Outline.PILL),
    Family.MARKETING: FamilyStyle("#a2467f", "#f8e6f1", Outline.PILL),
    Family.COMMERCE: FamilyStyle("#28724f", "#e0f1e8", Outline.PILL),
    Family.SUPPORT: FamilyStyle("#2f7890", "#e0f0f4", Outline.PILL),
    Family.SERVICE: FamilyStyle("#475569", "#e9edf3", Outline.ROUNDED),
    Family.GATEWAY: FamilyStyle("#5f4fa6", "#ebe8f8", Outline.HEXAGON),
    Family.IDENTITY: FamilyStyle("#82551f", "#f5ebdd", Outline.ROUNDED),
    Family.BROKER: FamilyStyle("#75399a", "#f1e6f8", Outline.QUEUE),
    Family.PIPELINE: FamilyStyle("#a15c12", "#faecda", Outline.HEXAGON),
    Family.DATABASE: FamilyStyle("#23657a", "#ddeef3", Outline.CYLINDER),
    Family.STORAGE: FamilyStyle("#53702f", "#eaf2de", Outline.CYLINDER),
    Family.WAREHOUSE: FamilyStyle("#1d5580", "#dde9f4", Outline.CYLINDER),
    Family.INSIGHT: FamilyStyle("#9b4729", "#f9e7df", Outline.FOLDED),
    Family.INTELLIGENCE: FamilyStyle("#6147b5", "#ebe6f9", Outline.FOLDED),
    Family.OPERATIONS: FamilyStyle("#5b6472", "#eceef1", Outline.SQUARE),
    Family.OTHER: FamilyStyle("#5b6472", "#eceef1", Outline.SQUARE),
}


class LineKind(StrEnum):
    """Connector families, as lines."""

    REQUEST = "request"
    WEBHOOK = "webhook"
    STREAM = "stream"
    BATCH = "batch"
    BRIDGE = "bridge"
    MIXED = "mixed"
    PLATFORM = "platform"


class Tail(StrEnum):
    """Sign where a line starts."""

    NONE = "none"
    RING = "ring"
    DIAMOND = "diamond"


@dataclass(frozen=True, slots=True)
class LineStyle:
    """How a connector family looks; `double` leaves the middle third of the stroke open."""

    title: str
    ink: str
    width: float
    double: bool = False
    tail: Tail = Tail.NONE


LINE_STYLES: dict[LineKind, LineStyle] = {
    LineKind.REQUEST: LineStyle("API call", "#3a5680", 1.5),
    LineKind.WEBHOOK: LineStyle("Webhook", "#3a5680", 1.5, tail=Tail.RING),
    LineKind.STREAM: LineStyle("Stream or CDC", "#75399a", 4.2, double=True),
    LineKind.BATCH: LineStyle("Batch, file, reverse ETL", "#28724f", 3.2),
    LineKind.BRIDGE: LineStyle("iPaaS, identity link", "#82551f", 1.5, tail=Tail.DIAMOND),
    LineKind.MIXED: LineStyle("Several connectors", "#56637a", 1.5),
    LineKind.PLATFORM: LineStyle("Platform: telemetry, discovery, configuration", "#a7b1c2", 1.0),
}

_LINE_OF: dict[ConnectorKind, LineKind] = {
    ConnectorKind.API: LineKind.REQUEST,
    ConnectorKind.VIRTUALIZATION: LineKind.REQUEST,
    ConnectorKind.WEBHOOK: LineKind.WEBHOOK,
    ConnectorKind.STREAMING: LineKind.STREAM,
    ConnectorKind.CDC: LineKind.STREAM,
    ConnectorKind.BATCH_ELT: LineKind.BATCH,
    ConnectorKind.REVERSE_ETL: LineKind.BATCH,
    ConnectorKind.FILE: LineKind.BATCH,
    ConnectorKind.IPAAS: LineKind.BRIDGE,
    ConnectorKind.IDENTITY_LINK: LineKind.BRIDGE,
}


def line_kind(connector: ConnectorKind | None) -> LineKind:
    """The line of a connector; `MIXED` when several share one line."""
    return _LINE_OF[connector] if connector else LineKind.MIXED


@dataclass(frozen=True, slots=True)
class MarkStyle:
    """How an edge's mark changes its line. dash: "" = solid. ink: None = the connector's. fade: share of white."""

    title: str
    dash: str = ""
    ink: str | None = None
    fade: float = 0.0
    badge: str = ""


MARK_STYLES: dict[Mark, MarkStyle] = {
    Mark.CONFIRMED: MarkStyle("Accepted"),
    Mark.PROPOSED: MarkStyle("Proposed, not yet accepted", dash="6 4", fade=0.25),
    Mark.UNDOCUMENTED: MarkStyle("Undocumented: seen in traffic only", ink=WARNING, badge="!"),
    Mark.DEAD: MarkStyle("Dead: in code, never seen in traffic", dash="2 4", ink=GONE, badge="\u00d7"),
    Mark.REJECTED: MarkStyle("Rejected or to be rejected", dash="1 5", ink=GONE, badge="\u00d7"),
}


def faded(colour: str, share: float) -> str:
    """A colour mixed with white; opacity would let crossings shine through."""
    channels = (int(colour[place : place + 2], 16) for place in (1, 3, 5))
    return "#" + "".join(f"{round(channel + (255 - channel) * share):02x}" for channel in channels)
