"""GraphML, for graph tools (yEd, Gephi, networkx)."""

from __future__ import annotations

from mapgen.export.base import Exporter, ExportOptions
from mapgen.export.selection import Selection, select
from mapgen.export.text import xml
from mapgen.export.views import filtered
from mapgen.model.flow import Flow
from mapgen.model.integration_map import IntegrationMap
from mapgen.model.system import System

_NODE_KEYS = {"name": "string", "kind": "string", "layer": "string", "external": "boolean", "owner": "string"}
_EDGE_KEYS = {
    "flow": "string",
    "connector": "string",
    "transport": "string",
    "status": "string",
    "initiator": "string",
    "two_way": "boolean",
    "confidence": "double",
}


class GraphMlExporter(Exporter):
    """A directed graph with one edge per flow and typed attributes."""

    name = "graphml"
    description = "directed graph with attributes for graph tools"
    suffix = ".graphml"
    media_type = "application/graphml+xml"

    def export(self, imap: IntegrationMap, options: ExportOptions) -> bytes:
        """Give the GraphML document."""
        return graphml(filtered(select(imap, options), options.view)).encode("utf-8")


def graphml(selection: Selection) -> str:
    """The document of a selection; flows whose ends are not selected are left out, as GraphML needs both."""
    known = {system.id for system in selection.systems}
    flows = [flow for flow in selection.flows if flow.source in known and flow.target in known]
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">',
        *(_key("node", name, kind) for name, kind in _NODE_KEYS.items()),
        *(_key("edge", name, kind) for name, kind in _EDGE_KEYS.items()),
        '  <graph id="map" edgedefault="directed">',
        *(_node(system) for system in selection.systems),
        *(_edge(flow) for flow in flows),
        "  </graph>",
        "</graphml>",
    ]
    return "\n".join(lines) + "\n"


def _key(domain: str, name: str, kind: str) -> str:
    return f'  <key id="{domain}_{name}" for="{domain}" attr.name="{name}" attr.type="{kind}"/>'


def _node(system: System) -> str:
    values = (system.name, system.kind, system.layer.value, _truth(system.external), system.owner or "")
    return f'    <node id="{xml(system.id)}">{_data("node", _NODE_KEYS, values)}</node>'


def _edge(flow: Flow) -> str:
    values = (
        flow.id,
        flow.connector.value,
        flow.transport.value,
        flow.status.value,
        flow.initiator.value,
        _truth(flow.two_way),
        f"{flow.confidence:.3f}",
    )
    ends = f'source="{xml(flow.source)}" target="{xml(flow.target)}"'
    return f'    <edge id="{xml(flow.id)}" {ends}>{_data("edge", _EDGE_KEYS, values)}</edge>'


def _data(domain: str, keys: dict[str, str], values: tuple[str, ...]) -> str:
    pairs = zip(keys, values, strict=True)
    return "".join(f'<data key="{domain}_{key}">{xml(value)}</data>' for key, value in pairs if value)


def _truth(value: bool) -> str:
    return "true" if value else "false"
