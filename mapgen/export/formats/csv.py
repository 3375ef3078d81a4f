"""CSV: one row per flow, for spreadsheets."""

from __future__ import annotations

import csv
import io

from mapgen.export.base import Exporter, ExportOptions
from mapgen.export.selection import Selection, select
from mapgen.export.text import csv_cell
from mapgen.export.views import filtered
from mapgen.model.evidence import Evidence
from mapgen.model.flow import Flow
from mapgen.model.integration_map import IntegrationMap

COLUMNS = (
    "id",
    "source",
    "source_name",
    "target",
    "target_name",
    "initiator",
    "two_way",
    "connector",
    "transport",
    "sync_model",
    "status",
    "confidence",
    "tier",
    "objects",
    "operations",
    "via",
    "channels",
    "owner",
    "sensitivity",
    "signals",
    "evidence_count",
    "evidence",
)
"""The header row. Lists are joined with `; `; `evidence` holds the first three places as `path:line`."""


class CsvExporter(Exporter):
    """A flat table of flows whose cells cannot run as formulas (RFC 4180, UTF-8)."""

    name = "csv"
    description = "one row per flow for spreadsheets, guarded against formulas"
    suffix = ".csv"
    media_type = "text/csv"

    def export(self, imap: IntegrationMap, options: ExportOptions) -> bytes:
        """Give the header and one row per flow."""
        selection = filtered(select(imap, options), options.view)
        out = io.StringIO(newline="")
        writer = csv.writer(out)
        writer.writerow(COLUMNS)
        writer.writerows(_rows(selection))
        return out.getvalue().encode("utf-8")


def _rows(selection: Selection) -> list[list[str]]:
    names = {system.id: system.name for system in selection.systems}
    evidence = {item.id: item for item in selection.evidence}
    return [[csv_cell(cell) for cell in _row(flow, names, evidence)] for flow in selection.flows]


def _row(flow: Flow, names: dict[str, str], evidence: dict[str, Evidence]) -> list[str]:
    places = [evidence[key] for key in flow.evidence if key in evidence]
    return [
        flow.id,
        flow.source,
        names.get(flow.source, flow.source),
        flow.target,
        names.get(flow.target, flow.target),
        flow.initiator.value,
        "yes" if flow.two_way else "no",
        flow.connector.value,
        flow.transport.value,
        flow.sync_model.value,
        flow.status.value,
        f"{flow.confidence:.2f}",
        flow.tier.value,
        "; ".join(flow.objects),
        "; ".join(flow.operations),
        "; ".join(flow.via),
        "; ".join(flow.channels),
        flow.owner or "",
        flow.sensitivity or "",
        "; ".join(flow.signals),
        str(len(flow.evidence)),
        "; ".join(f"{place.path}:{place.line}" if place.line else place.path for place in places[:3]),
    ]
