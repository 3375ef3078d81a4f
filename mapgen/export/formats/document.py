"""The machine-readable document that the JSON and YAML exports share."""

from __future__ import annotations

from typing import Any

from mapgen.export.base import ExportOptions
from mapgen.export.selection import select
from mapgen.export.views import filtered
from mapgen.model.integration_map import IntegrationMap

FORMAT = "mapgen-export"
"""Value of the document's `format` key."""


def document(imap: IntegrationMap, options: ExportOptions) -> dict[str, Any]:
    """Systems, flows, the evidence they cite and the coverage statement, as JSON-compatible values.

    Keys without a value (null, empty list) are left out except those that every reader may rely on:
    `systems[].id,name,aliases,kind` and `flows[].id,source,target,initiator,connector,confidence,status,evidence`.
    """
    selection = filtered(select(imap, options), options.view)
    return {
        "format": FORMAT,
        "schema_version": imap.schema_version,
        "name": options.title or imap.name,
        "notes": list(selection.notes),
        "systems": [_lean(system.model_dump(mode="json"), _SYSTEM_KEYS) for system in selection.systems],
        "flows": [_lean(flow.model_dump(mode="json"), _FLOW_KEYS) for flow in selection.flows],
        "evidence": [_lean(item.model_dump(mode="json"), _EVIDENCE_KEYS) for item in selection.evidence],
        "coverage": imap.coverage.model_dump(mode="json"),
    }


_SYSTEM_KEYS = frozenset({"id", "name", "aliases", "kind", "layer"})
_FLOW_KEYS = frozenset({"id", "source", "target", "initiator", "connector", "confidence", "status", "evidence"})
_EVIDENCE_KEYS = frozenset({"id", "kind", "root", "path", "line"})


def _lean(values: dict[str, Any], always: frozenset[str]) -> dict[str, Any]:
    return {key: value for key, value in values.items() if key in always or value not in (None, [], "", {})}
