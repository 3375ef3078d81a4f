"""Every row of the reference tables is in the bundled catalog (skipped where the tables are not at hand)."""

from __future__ import annotations

import csv
import os
from pathlib import Path

import pytest

from mapgen.catalog import Catalog

SHARED = Path(os.environ.get("MAPGEN_SHARED") or Path(__file__).parents[3] / "shared") / "catalog"
NO_HOSTS = {"graph.facebook.com/whatsapp", "sap-business-one"}
"""Cells of the host columns that are no host suffixes: a path, and a single label."""

pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not SHARED.is_dir(), reason="the reference tables are not at hand"),
]


def rows(name: str) -> list[dict[str, str]]:
    with (SHARED / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def unverified(row: dict[str, str], kind: str) -> set[str]:
    facts = (fact.partition("=") for fact in row["unverified"].split())
    return {value for name, _, value in facts if name == kind}


def test_every_system_is_carried_over_with_all_its_facts(catalog: Catalog) -> None:
    for row in rows("systems.csv"):
        system = catalog.system(row["id"])
        assert (system.name, system.kind, system.layer) == (row["name"], row["kind"], row["layer"])
        assert set(row["host_suffixes"].split()) - NO_HOSTS <= set(system.hosts), row["id"]
        assert set(row["api_hosts"].split()) <= set(system.api_hosts)
        assert set(row["packages"].split()) <= {package.name for package in system.packages}, row["id"]
        assert set(row["webhook_header"].split()) <= set(system.webhook_headers)
        assert set(row["env_prefixes"].split()) <= set(system.env_prefixes), row["id"]
        assert set(row["capabilities"].split()) <= set(system.capabilities)
        assert set(row["auth_modes"].split()) <= set(system.auth)
        assert set(row["xref"].split()) <= set(system.xref)
        assert set(row["sources"].split()) <= set(system.sources)


def test_every_unverified_fact_is_carried_over_as_such(catalog: Catalog) -> None:
    for row in rows("systems.csv"):
        doubtful = catalog.system(row["id"]).unverified
        assert unverified(row, "host") - NO_HOSTS <= set(doubtful.hosts), row["id"]
        assert unverified(row, "pkg") <= {package.name for package in doubtful.packages}, row["id"]
        assert unverified(row, "webhook_header") <= set(doubtful.webhook_headers)
        assert unverified(row, "cap") <= set(doubtful.capabilities)


def test_every_construct_is_carried_over(catalog: Catalog) -> None:
    columns = ("language", "ecosystem", "package", "construct", "form", "role", "target_arg", "target_kind", "status")
    known = {
        (*(getattr(item, column) for column in columns), " ".join(item.imports))
        for language in catalog.languages
        for item in catalog.constructs(language)
    }
    for row in rows("constructs.csv"):
        assert (*(row[column] for column in columns), row["import"]) in known


def test_every_data_type_is_carried_over(catalog: Catalog) -> None:
    known = {data_type.id: data_type for data_type in catalog.all_data_types}
    for row in rows("data_types.csv"):
        kind = known[row["id"]]
        assert (kind.name, kind.category, kind.sensitivity) == (row["name"], row["category"], row["sensitivity"])
        assert (kind.class_, kind.match) == (row["class"], row["match"])
        assert list(kind.patterns) == [pattern.strip() for pattern in row["patterns"].split(" ; ")]
        assert list(kind.not_patterns) == row["not_patterns"].split()
        assert list(kind.presidio_entities) == row["presidio_entities"].split()
        assert list(kind.taxonomies) == row["taxonomies"].split()
