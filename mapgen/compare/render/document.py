"""A check result as one JSON document, for programs."""

from __future__ import annotations

from typing import Any

import orjson

from mapgen.compare.changes import FieldChange
from mapgen.compare.findings import CheckResult, Finding
from mapgen.compare.render.words import summary
from mapgen.model.evidence import Evidence

FORMAT = "mapgen-check/1"
"""Name and version of the document; the version rises when a reader of the old form would misread the new one."""


def render_json(result: CheckResult) -> str:
    """The result as indented JSON with a trailing newline; keys are described in docs/ci.md."""
    document = {
        "format": FORMAT,
        "failed": result.failed,
        "fail_on": sorted(result.fail_on),
        "summary": summary(result),
        "counts": {str(kind): count for kind, count in result.counts.items()},
        "new_systems": [system.id for system in result.diff.new_systems],
        "vanished_systems": [system.id for system in result.diff.vanished_systems],
        "findings": [_finding(item) for item in result.findings],
    }
    return orjson.dumps(document, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE).decode()


def _finding(item: Finding) -> dict[str, Any]:
    flow = item.flow
    return {
        "kind": item.kind.value,
        "severity": item.severity.value,
        "fails": item.fails,
        "message": item.message,
        "flow": flow.id,
        "fingerprint": flow.fingerprint,
        "source": flow.source,
        "target": flow.target,
        "connector": flow.connector.value,
        "status": flow.status.value,
        "confidence": flow.confidence,
        "changes": [_change(change) for change in item.changes],
        "evidence": [_evidence(piece) for piece in item.evidence],
    }


def _change(change: FieldChange) -> dict[str, Any]:
    return {
        "property": change.name,
        "before": change.before,
        "after": change.after,
        "added": change.added,
        "removed": change.removed,
    }


def _evidence(piece: Evidence) -> dict[str, Any]:
    return {"kind": piece.kind.value, "root": piece.root, "path": piece.path, "line": piece.line, "rule": piece.rule}
