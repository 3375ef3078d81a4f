from __future__ import annotations

from pathlib import Path

import pytest

from mapgen.catalog.lint import host_problem, lint, package_problem


def write(folder: Path, name: str, text: str) -> None:
    (folder / name).write_text(text, encoding="utf-8")


def rules(folder: Path) -> list[str]:
    return [finding.rule for finding in lint([folder])]


def test_the_bundled_catalog_has_nothing_to_mend() -> None:
    assert lint() == []


def test_a_sound_folder_has_nothing_to_mend(folder: Path) -> None:
    write(folder, "systems/a.yaml", "kind: crm\nsystems:\n  - {id: acme, name: Acme, hosts: [acme.example]}\n")

    assert lint([folder]) == []


@pytest.mark.parametrize(
    ("entry", "rule"),
    [
        ("{id: acme, name: A, kind: cmr}", "unknown-kind"),
        ("{id: acme, name: A, kind: crm, hosts: ['https://acme.example']}", "bad-host"),
        ("{id: acme, name: A, kind: crm, hosts: [hubspot.com]}", "shared-host"),
        ("{id: acme, name: A, kind: crm, packages: [acme]}", "bad-package"),
        ("{id: acme, name: A, kind: crm, env_prefixes: [acme]}", "bad-env-prefix"),
        ("{id: acme, name: A, kind: crm, images: ['acme/crm:1']}", "bad-image"),
        ("{id: acme, name: A, kind: crm, colour: red}", "invalid"),
    ],
)
def test_a_doubtful_system_is_found_with_its_line(folder: Path, entry: str, rule: str) -> None:
    write(folder, "systems/a.yaml", f"systems:\n  - {entry}\n")

    findings = lint([folder])

    assert [finding.rule for finding in findings] == [rule]
    assert rule == "shared-host" or "a.yaml:2" in findings[0].where


def test_a_misspelt_kind_gets_a_proposal(folder: Path) -> None:
    write(folder, "systems/a.yaml", "systems:\n  - {id: acme, name: A, kind: cmr}\n")

    assert "did you mean crm" in lint([folder])[0].message


def test_owning_a_shared_host_settles_it(folder: Path) -> None:
    entry = "{id: acme, name: A, kind: crm, hosts: [hubspot.com], owns: [hubspot.com]}"
    write(folder, "systems/a.yaml", f"systems:\n  - {entry}\n")

    assert lint([folder]) == []


def test_an_extension_of_a_bundled_system_is_no_duplicate(folder: Path) -> None:
    write(folder, "systems/a.yaml", "systems:\n  - {id: hubspot, hosts: [crm.acme.example]}\n")

    assert lint([folder]) == []


def test_the_same_id_twice_is_found_across_files(folder: Path) -> None:
    for name in ("a", "b"):
        write(folder, f"systems/{name}.yaml", "kind: crm\nsystems:\n  - {id: acme, name: Acme}\n")

    assert rules(folder) == ["duplicate-id"]


def test_a_pattern_that_could_run_away_is_found(folder: Path) -> None:
    kind = "{id: x, name: X, category: c, sensitivity: low, class: pii, match: exact, patterns: ['(a+)+']}"
    write(folder, "data_types.yaml", f"data_types:\n  - {kind}\n")

    assert rules(folder) == ["bad-pattern"]


def test_unknown_roles_and_systems_are_found(folder: Path) -> None:
    write(folder, "roles.yaml", "roles:\n  - {id: x, title: X, tier: infra, counterpart: gatewy, systems: [nobody]}\n")
    write(
        folder,
        "constructs/go.yaml",
        "language: go\npackages:\n  - package: p\n    ecosystem: go\n    imports: [p]\n    constructs:\n"
        "      - {construct: Do, form: call, role: http_clinet}\n",
    )

    assert sorted(rules(folder)) == ["unknown-role", "unknown-role", "unknown-system"]


def test_a_folder_without_catalog_files_is_a_finding(tmp_path: Path) -> None:
    assert rules(tmp_path) == ["empty"]


def test_one_broken_file_does_not_hide_the_others(folder: Path) -> None:
    write(folder, "systems/a.yaml", "systems: [\n")
    write(folder, "systems/b.yaml", "systems:\n  - {id: acme, name: A, kind: cmr}\n")

    assert sorted(rules(folder)) == ["invalid", "unknown-kind"]


@pytest.mark.parametrize(
    "host", ["com", "*.com", "acme.*", "Acme.example", "a..b", ".acme.example", "acme.example/x", "*.*.*.a.b"]
)
def test_a_host_that_matches_too_much_or_never_is_refused(host: str) -> None:
    assert host_problem(host)


@pytest.mark.parametrize("host", ["acme.example", "sqs.*.acme.example", "*.acme.example", "my-host.acme.co.uk"])
def test_a_sound_host_passes(host: str) -> None:
    assert host_problem(host) == ""


@pytest.mark.parametrize("package", ["acme", "cpan:Acme", "npm:", "maven:acme"])
def test_a_package_without_its_parts_is_refused(package: str) -> None:
    assert package_problem(package)
