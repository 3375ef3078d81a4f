"""Logs and traces: files the user hands over, to aggregated traffic between systems.

`extractors()` is the extension door's entry point. One module per format in `formats/`; what they share is in
`engine/`; traces are in `extractors.traces`.
"""

from __future__ import annotations

from collections.abc import Sequence

from extractors import traces
from extractors.logs.formats.access import AccessLog
from extractors.logs.formats.json_lines import AppJsonLog
from extractors.logs.formats.unknown import UnknownLog
from mapgen.model.extraction import LogExtractor

FORMATS = (AccessLog, AppJsonLog)
"""Every line format. To add one, write a module with a `LineLog` subclass and name it here."""


def extractors(known_templates: Sequence[str] = ()) -> list[LogExtractor]:
    """All log and trace extractors. known_templates: path templates of specifications, which win over statistics."""
    lines: list[LogExtractor] = [kind(known_templates) for kind in FORMATS]
    return [*lines, *traces.extractors(known_templates), UnknownLog()]
