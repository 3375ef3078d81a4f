from __future__ import annotations

from pathlib import Path

import pytest

from mapgen.catalog import load_catalog
from mapgen.catalog.reader import BUNDLED
from mapgen.errors import BudgetExceeded, CatalogError


def write(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_a_new_system_of_the_user_is_found_by_all_its_facts(folder: Path) -> None:
    write(
        folder,
        "systems/own.yaml",
        """
kind: erp
systems:
  - id: acme_erp
    name: Acme ERP
    hosts: [erp.acme.example]
    packages: [pypi:acme-erp, {name: "maven:example.acme:client", imports: [example.acme.api]}]
    env_prefixes: [ACME_ERP_]
    images: [acme/erp]
""",
    )

    catalog = load_catalog([folder])

    assert catalog.system("acme_erp").kind == "erp"
    assert catalog.match_host("api.erp.acme.example").system.id == "acme_erp"
    assert catalog.match_package("pypi:acme-erp").system.id == "acme_erp"
    assert catalog.match_import("pypi", "acme_erp.orders").system.id == "acme_erp"
    assert catalog.match_import("maven", "example.acme.api.Order").system.id == "acme_erp"
    assert catalog.match_env("ACME_ERP_URL").system.id == "acme_erp"
    assert catalog.match_image("acme/erp:1").system.id == "acme_erp"


def test_an_entry_with_a_known_id_adds_to_its_lists_and_keeps_the_rest(folder: Path) -> None:
    write(folder, "systems/more.yaml", "systems:\n  - {id: hubspot, hosts: [crm.acme.example]}\n")

    catalog = load_catalog([folder])

    assert catalog.match_host("crm.acme.example").system.id == "hubspot"
    assert catalog.match_host("api.hubapi.com").system.id == "hubspot"
    assert catalog.system("hubspot").kind == "crm"


def test_a_single_value_of_an_extension_wins(folder: Path) -> None:
    write(folder, "systems/more.yaml", "systems:\n  - {id: hubspot, name: Our CRM}\n")

    assert load_catalog([folder]).system("hubspot").name == "Our CRM"


def test_replace_takes_the_other_entrys_place(folder: Path) -> None:
    entry = "{id: hubspot, replace: true, name: Other, kind: crm, hosts: [other.example]}"
    write(folder, "systems/more.yaml", f"systems:\n  - {entry}\n")

    catalog = load_catalog([folder])

    assert catalog.system("hubspot").hosts == ("other.example",)
    assert catalog.match_host("api.hubapi.com") is None


def test_the_last_folder_is_strongest(folder: Path, tmp_path: Path) -> None:
    second = tmp_path / "second"
    (second / "systems").mkdir(parents=True)
    write(folder, "systems/a.yaml", "systems:\n  - {id: hubspot, name: First}\n")
    write(second, "systems/a.yaml", "systems:\n  - {id: hubspot, name: Second}\n")

    assert load_catalog([folder, second]).system("hubspot").name == "Second"


def test_own_constructs_follow_the_bundled_ones(folder: Path) -> None:
    write(
        folder,
        "constructs/python.yaml",
        """
language: python
packages:
  - package: acme-http
    ecosystem: pypi
    imports: [acme_http]
    constructs:
      - {construct: fetch, form: call, role: http_client, target_arg: "0:url", target_kind: url}
""",
    )

    catalog = load_catalog([folder])
    own = [item for item in catalog.constructs("python") if item.package == "acme-http"]

    assert [(item.construct, item.role, item.language) for item in own] == [("fetch", "http_client", "python")]
    assert len(catalog.constructs("python")) == len(load_catalog().constructs("python")) + 1
    assert catalog.match_import("pypi", "acme_http").package == "pypi:acme-http"


def test_own_data_types_and_roles_are_read(folder: Path) -> None:
    kind = (
        "{id: badge, name: Badge, category: hr, sensitivity: low, class: personal, match: exact, patterns: [badge_?no]}"
    )
    write(folder, "data_types.yaml", f"data_types:\n  - {kind}\n")
    write(folder, "roles.yaml", "roles:\n  - {id: gateway, packages: [npm:acme-gateway]}\n")

    catalog = load_catalog([folder])

    assert [found.id for found in catalog.data_types("badgeNo")] == ["badge"]
    assert catalog.role_for_package("npm:acme-gateway").role.id == "gateway"
    assert catalog.role_for_annotation("java", "EnableZuulProxy").role.id == "gateway"


def test_typescript_has_javascripts_constructs_and_kotlin_also_javas() -> None:
    catalog = load_catalog()

    assert catalog.constructs("typescript") == catalog.constructs("javascript") != ()
    assert set(catalog.constructs("java")) < set(catalog.constructs("kotlin"))
    assert catalog.constructs("cobol") == ()


def test_the_version_changes_with_the_content(folder: Path) -> None:
    before = load_catalog([folder]).version
    write(folder, "systems/a.yaml", "systems:\n  - {id: hubspot, name: First}\n")

    assert load_catalog([folder]).version != before
    assert load_catalog().version == load_catalog().version == before


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "kind: crm\nsystems:\n  - id: x\n    name: X\n    hosts: acme.example\n",
            r"bad\.yaml:5: hosts: Expected `array`",
        ),
        (
            "kind: crm\nsystems:\n  - id: x\n    name: X\n    hosts:\n      - a.b\n      - 7\n",
            r"bad\.yaml:7: hosts\[1\]",
        ),
        ("kind: crm\nsystems:\n  - id: x\n    name: X\n    host: [a.b]\n", r"bad\.yaml:3: .*unknown field `host`"),
        ("kind: crm\nsystems:\n  - id: x\n", r"bad\.yaml:3: .*required field `name`"),
        ("kind: crm\nsystems:\n  - {id: x, name: X, layer: cellar}\n", r"bad\.yaml:3: layer"),
        ("kind: crm\nsystems: [x]\n", r"bad\.yaml:2: .*must be a mapping"),
        ("kind: crm\nsystems: x\n", r"bad\.yaml:2: .*must be a list"),
        ("kind: crm\nsystem: []\n", r"bad\.yaml:2: .*unknown key 'system'"),
        ("- x\n", r"bad\.yaml:1: .*must be a mapping"),
        ("kind: crm\nkind: erp\n", r"bad\.yaml:2: .*'kind' occurs twice"),
        ("kind: [\n", r"bad\.yaml:\d: "),
        ("kind: crm\nsystems: [{id: x, name: A}, {id: x, name: B}]\n", r"bad\.yaml:2: id: .*'x' occurs twice"),
        ("kind: !!python/object/apply:os.getcwd []\n", r"bad\.yaml:1: "),
    ],
)
def test_an_error_names_file_line_and_field(folder: Path, text: str, expected: str) -> None:
    write(folder, "systems/bad.yaml", text)

    with pytest.raises(CatalogError, match=expected):
        assert load_catalog([folder]).systems


def test_an_error_in_a_construct_names_its_line(folder: Path) -> None:
    write(
        folder,
        "constructs/go.yaml",
        "language: go\npackages:\n  - package: p\n    ecosystem: go\n    imports: [p]\n    constructs:\n"
        "      - {construct: Do, form: call, role: http_client}\n"
        "      - {construct: Do, form: dance, role: http_client}\n",
    )

    with pytest.raises(CatalogError, match=r"go\.yaml:8: form"):
        load_catalog([folder]).constructs("go")


def test_a_missing_folder_is_said_at_once(tmp_path: Path) -> None:
    with pytest.raises(CatalogError, match="is not a folder"):
        load_catalog([tmp_path / "absent"])


def test_an_unknown_system_is_an_error_with_a_hint() -> None:
    with pytest.raises(CatalogError, match="catalog list"):
        load_catalog().system("nobody")


def test_a_huge_file_is_refused(folder: Path) -> None:
    write(folder, "systems/big.yaml", "#" * 4_000_001)

    with pytest.raises(BudgetExceeded, match=r"big\.yaml"):
        assert load_catalog([folder]).systems


@pytest.mark.parametrize("opening", ["[", "- ", "{a: ", "? "])
def test_a_deeply_nested_file_is_refused_before_it_is_built(folder: Path, opening: str) -> None:
    write(folder, "systems/deep.yaml", opening * 200_000)

    with pytest.raises((BudgetExceeded, CatalogError), match=r"deep\.yaml:1"):
        assert load_catalog([folder]).systems


def test_aliases_of_aliases_stay_small(folder: Path) -> None:
    lines = [
        "kind: crm",
        "x0: &x0 [a, a, a]",
        *(f"x{n}: &x{n} [{', '.join([f'*x{n - 1}'] * 9)}]" for n in range(1, 12)),
    ]
    write(folder, "systems/bomb.yaml", "\n".join([*lines, "systems: [{id: a, name: b, hosts: *x11}]"]))

    with pytest.raises(CatalogError, match=r"bomb\.yaml"):
        assert load_catalog([folder]).systems


def test_an_empty_file_adds_nothing(folder: Path) -> None:
    write(folder, "systems/empty.yaml", "")

    assert len(load_catalog([folder]).systems) == len(load_catalog().systems)


def test_the_bundled_files_are_named_after_what_they_hold() -> None:
    for path in (BUNDLED / "systems").glob("*.yaml"):
        assert path.read_text(encoding="utf-8").startswith(f"kind: {path.stem}\n")
    for path in (BUNDLED / "constructs").glob("*.yaml"):
        assert path.read_text(encoding="utf-8").startswith(f"language: {path.stem}\n")
