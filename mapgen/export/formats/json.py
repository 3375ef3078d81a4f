"""JSON: the whole selection for programs."""

from __future__ import annotations

import orjson

from mapgen.export.base import Exporter, ExportOptions
from mapgen.export.formats.document import document
from mapgen.model.integration_map import IntegrationMap


class JsonExporter(Exporter):
    """Systems, flows, evidence and coverage as one indented JSON object."""

    name = "json"
    description = "systems, flows, evidence and coverage for programs"
    suffix = ".json"
    media_type = "application/json"

    def export(self, imap: IntegrationMap, options: ExportOptions) -> bytes:
        """Give the document of `mapgen.export.formats.document` as UTF-8 JSON."""
        return orjson.dumps(document(imap, options), option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)
