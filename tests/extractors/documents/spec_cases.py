"""Cases of specification extractors: `cases/<case>/input/` against `cases/<case>/expected.json`.

After a wanted change, `MAPGEN_REWRITE_CASES=1 pytest tests/extractors/openapi` writes the expected files anew; read the
difference before committing it.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import msgspec

from extractors.documents.local_file import LocalFile
from mapgen.model.extraction import Extractor
from mapgen.model.facts import AnyFact


def facts_of(extractors: Iterable[Extractor], root: Path) -> list[AnyFact]:
    """Facts of all files below a root, in the order of paths."""
    paths = sorted(file.relative_to(root).as_posix() for file in root.rglob("*") if file.is_file())
    members = list(extractors)
    return [
        fact
        for path in paths
        for member in members
        if member.accepts(path)
        for fact in member.extract(LocalFile(root, path))
    ]


def written(fact: AnyFact) -> dict[str, Any]:
    """A fact as a person writes it: place as one string, nothing that is empty, fields as `name:type@line`."""
    data: dict[str, Any] = json.loads(msgspec.json.encode(fact))
    place = data.pop("location")
    data["at"] = f"{place['path']}:{place['line']}{'#' + place['pointer'] if place['pointer'] else ''}"
    for key in ("request_fields", "response_fields", "fields"):
        if key in data:
            data[key] = [_field(field) for field in data[key]]
    return {key: value for key, value in data.items() if value not in (None, "", [], {})}


def check_case(extractors: Iterable[Extractor], case: Path) -> None:
    """Compare the facts of a case with what is expected."""
    found = [written(fact) for fact in facts_of(extractors, case / "input")]
    expected = case / "expected.json"
    if os.environ.get("MAPGEN_REWRITE_CASES"):
        expected.write_text(json.dumps(found, indent=1, ensure_ascii=False) + "\n")
    assert found == json.loads(expected.read_text())


def _field(field: dict[str, Any]) -> str:
    owner = f"{field['object_name']}." if field.get("object_name") else ""
    line = f" @{field['line']}" if field.get("line") else ""
    return f"{owner}{field['name']}: {field.get('type', '')}{line}"
