from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from mapgen.cli.catalog import command
from mapgen.errors import MapgenError


def run(*args: str) -> Result:
    return CliRunner().invoke(command, list(args))


def test_list_gives_one_line_per_system_and_the_count_aside() -> None:
    result = run("list", "--kind", "cdp")

    assert result.exit_code == 0
    assert any(line.startswith("segment ") for line in result.stdout.splitlines())
    assert "systems" in result.stderr


def test_list_searches_names_and_hosts() -> None:
    found = json.loads(run("list", "--search", "hubapi", "--format", "json").stdout)

    assert [system["id"] for system in found] == ["hubspot"]


def test_list_of_an_unknown_kind_names_the_known_ones() -> None:
    result = run("list", "--kind", "cmr")

    assert isinstance(result.exception, MapgenError)
    assert "crm" in str(result.exception)


@pytest.mark.parametrize("ident", ["stripe", "gateway", "email_address", "HubSpot"])
def test_show_prints_systems_roles_and_data_types(ident: str) -> None:
    result = run("show", ident)

    assert result.exit_code == 0
    assert result.stdout.startswith("id: ")


def test_show_as_json_is_one_object() -> None:
    assert json.loads(run("show", "stripe", "--format", "json").stdout)["kind"] == "payments"


def test_show_of_nobody_is_an_error() -> None:
    assert isinstance(run("show", "nobody").exception, MapgenError)


def test_lint_of_the_bundled_catalog_exits_0() -> None:
    assert run("lint").exit_code == 0


def test_lint_exits_1_and_prints_findings_on_stdout(folder: Path) -> None:
    (folder / "systems" / "a.yaml").write_text("systems:\n  - {id: acme, name: A, kind: cmr}\n")

    result = run("lint", str(folder))

    assert result.exit_code == 1
    assert "unknown-kind" in result.stdout
    assert "1 finding" in result.stderr


def test_lint_of_a_missing_folder_is_an_error(tmp_path: Path) -> None:
    assert isinstance(run("lint", str(tmp_path / "absent")).exception, MapgenError)


@pytest.mark.parametrize(
    ("value", "kind", "ident"),
    [
        ("api.hubapi.com", "host", "hubspot"),
        ("https://user:secret@api.stripe.com/v1/charges", "host", "stripe"),
        ("npm:@hubspot/api-client", "package", "hubspot"),
        ("postgres:16", "image", "postgresql"),
        ("STRIPE_API_KEY", "env", "stripe"),
        ("customerEmail", "data_type", "email_address"),
        ("eureka.client.serviceUrl.defaultZone", "role", "service_registry_client"),
        ("Stripe-Signature", "webhook_header", "stripe"),
        ("jdbc:postgresql://db/orders", "scheme", "postgresql"),
        ("Salesforce", "name", "salesforce"),
    ],
)
def test_match_says_what_a_value_is_and_why(value: str, kind: str, ident: str) -> None:
    answers = json.loads(run("match", value, "--format", "json").stdout)

    assert (kind, ident) in [(answer["as"], answer["id"]) for answer in answers]
    assert all(answer["why"] for answer in answers)


def test_match_of_an_unknown_value_exits_1() -> None:
    result = run("match", "zzz.example")

    assert result.exit_code == 1
    assert result.stdout == ""


def test_match_heeds_the_declared_type() -> None:
    assert run("match", "email", "--type", "boolean").stdout == ""


def test_an_own_folder_is_read_and_cannot_steer_the_terminal(folder: Path) -> None:
    name = '"Evil \\e[2J\\u202e corp"'
    (folder / "systems" / "a.yaml").write_text(f"systems:\n  - {{id: evil, name: {name}, kind: crm}}\n")

    for args in (("list", "--search", "evil"), ("show", "evil")):
        result = run(*args, "--catalog", str(folder))
        assert result.exit_code == 0
        assert "corp" in result.stdout
        assert "\x1b" not in result.stdout
        assert "\u202e" not in result.stdout
