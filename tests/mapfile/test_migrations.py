"""Files of older versions are migrated when read."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from mapgen.errors import MapFileError
from mapgen.mapfile import read_map
from mapgen.mapfile.migrations import MIGRATIONS, Migration

VERSION_0 = """\
schema_version: 0
nodes:
  - {id: crm, name: CRM}
  - {id: billing, name: Billing}
edges:
  - {id: crm.contact.sync, from: crm, to: billing}
"""


def _from_version_0(document: dict[str, Any]) -> dict[str, Any]:
    edges = [
        {"source": edge["from"], "target": edge["to"]} | {k: v for k, v in edge.items() if k not in ("from", "to")}
        for edge in document["edges"]
    ]
    return {"schema_version": 0, "systems": document["nodes"], "flows": edges}


def test_a_made_up_version_0_becomes_the_current_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(MIGRATIONS, 0, Migration(map_file=_from_version_0))
    path = tmp_path / "map.yaml"
    path.write_text(VERSION_0)
    imap = read_map(path)
    assert imap.schema_version == 1
    assert [(flow.source, flow.target) for flow in imap.flows] == [("crm", "billing")]


def test_a_version_without_migration_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "map.yaml"
    path.write_text(VERSION_0)
    with pytest.raises(MapFileError, match="schema_version 0 cannot be migrated"):
        read_map(path)


def test_a_version_that_is_no_number_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "map.yaml"
    path.write_text("schema_version: one\n")
    with pytest.raises(MapFileError, match="'one' is not a whole number"):
        read_map(path)
