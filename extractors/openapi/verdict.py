"""A quick verdict: the document against the official JSON schema of its version, by a compiled validator.

Costs less than parsing the document. The schemas are those that openapi-spec-validator ships; its own, much slower
checks are in `extractors.openapi.validate`.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from importlib.util import find_spec
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import orjson

from extractors.documents import Document, pointer
from extractors.documents.finding import Finding

if TYPE_CHECKING:
    import jsonschema_rs

MAX_ERRORS = 20
"""Errors that are looked for and kept."""

_SHOWN = 3
_SCHEMAS = {
    "swagger-2.0": "v2.0",
    "openapi-3.0": "v3.0",
    "openapi-3.1": "v3.1",
    "openapi-3.2": "v3.2",
}


def quick_findings(document: Document, format_name: str) -> list[Finding]:
    """What the official schema of `format_name` finds wrong, at most `MAX_ERRORS`, with lines."""
    validator = _validator(format_name)
    if validator is None:
        message = f"{format_name} is not a version this tool knows"
        return [Finding(document.where, document.line(()), "spec.version", message)]
    if validator.is_valid(document.data):
        return []
    return [
        Finding(
            path=document.where,
            line=document.line(error.instance_path),
            code="spec.schema",
            message=str(error.message)[:300],
            pointer=pointer(error.instance_path),
        )
        for error in islice(validator.iter_errors(document.data), MAX_ERRORS)
    ]


def summary(findings: Sequence[Finding], format_name: str) -> list[Finding]:
    """One finding that speaks for all: how many, and the first few with their lines."""
    findings = [finding for finding in findings if finding.severity != "info"]
    if not findings:
        return []
    first = findings[0]
    count = f"{len(findings)}{' or more' if len(findings) == MAX_ERRORS else ''}"
    shown = "; ".join(f"line {finding.line}: {finding.message}" for finding in findings[:_SHOWN])
    message = f"not valid {format_name}: {count} error{'s' if len(findings) != 1 else ''}: {shown}"
    return [Finding(first.path, first.line, "spec.invalid", message[:1000], "warning", first.pointer)]


@lru_cache(maxsize=8)
def _validator(format_name: str) -> jsonschema_rs.Validator | None:
    import jsonschema_rs  # noqa: PLC0415  # 15 ms, only when there is a specification

    folder = _SCHEMAS.get(format_name)
    if folder is None:
        return None
    schema: Any = orjson.loads((_package() / "resources" / "schemas" / folder / "schema.json").read_bytes())
    return jsonschema_rs.validator_for(schema, offline=True, mask="value")


def _package() -> Path:
    """Folder of openapi-spec-validator, found without importing it (0.5 s)."""
    found = find_spec("openapi_spec_validator")
    if found is None or not found.submodule_search_locations:
        raise RuntimeError("openapi-spec-validator is not installed")
    return Path(found.submodule_search_locations[0])
