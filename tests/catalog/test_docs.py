"""The examples of docs/catalog.md work as written."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from mapgen.catalog import Catalog, load_catalog
from mapgen.catalog.lint import lint

PAGE = Path(__file__).parents[2] / "docs" / "catalog.md"
EXAMPLE = re.compile(r"```yaml\n# our-catalog/(\S+)\n(.*?)```", re.DOTALL)


@pytest.fixture
def example(folder: Path) -> Path:
    for name, text in EXAMPLE.findall(PAGE.read_text(encoding="utf-8")):
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def extended(example: Path) -> Catalog:
    return load_catalog([example])


def test_there_is_one_example_of_each_part() -> None:
    names = [name for name, _ in EXAMPLE.findall(PAGE.read_text(encoding="utf-8"))]

    assert sorted(names) == ["constructs/python.yaml", "data_types.yaml", "roles.yaml", "systems/erp.yaml"]


def test_the_examples_have_nothing_to_mend(example: Path) -> None:
    assert lint([example]) == []


def test_the_system_matches_as_described(extended: Catalog) -> None:
    assert extended.match_host("eu.erp.acme.example").system.id == "acme_erp"
    assert extended.match_host("acme-erp.example").verified is False
    assert extended.match_import("maven", "example.acme.api.Order").system.id == "acme_erp"
    assert extended.match_scheme("jdbc:acme:orders").system.id == "acme_erp"


def test_the_construct_is_read(extended: Catalog) -> None:
    assert extended.constructs("python")[-1].construct == "Client.fetch"


def test_the_data_type_matches_as_described(extended: Catalog) -> None:
    assert [kind.id for kind in extended.data_types("employee.badgeNo")] == ["badge_number"]
    assert extended.data_types("badge_count") == ()


@pytest.mark.parametrize("key", ["acme.rules.url", "ACME_RULES_URL", "Acme:Rules:Url"])
def test_the_role_is_given_by_every_spelling_of_its_key(extended: Catalog, key: str) -> None:
    assert extended.role_for_config_key(key).role.id == "rules_server_client"
