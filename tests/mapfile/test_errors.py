"""A broken map is refused with file, line, field and the nearest right value."""

from __future__ import annotations

from pathlib import Path

import pytest

from mapgen.errors import BudgetExceeded, InputError, MapFileError
from mapgen.mapfile import check_map, read_map, write_map
from mapgen.model.integration_map import IntegrationMap

MAP = """\
schema_version: 1
systems:
  - id: crm
    name: CRM
  - id: billing
    name: Billing
flows:
  - id: crm.contact.sync
    source: crm
    target: billing
    connector: api
    fingerprint: abc
"""


def message_of(path: Path, text: str) -> str:
    path.write_text(text)
    with pytest.raises(MapFileError) as caught:
        read_map(path)
    return str(caught.value).replace(str(path), path.name)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("connector: api", "conector: api", "map.yaml:11: flows[0].conector: unknown field; did you mean connector?"),
        (
            "connector: api",
            "connector: webhok",
            "map.yaml:11: flows[0].connector: 'webhok' is not a known value; did you mean webhook?",
        ),
        (
            "source: crm",
            "source: cmr",
            "map.yaml:9: flows[0].source: 'cmr' is not a system of this map; did you mean crm?",
        ),
        ("id: billing", "id: crm", "map.yaml:5: systems[1].id: 'crm' is used more than once; ids are unique"),
        (
            "id: crm.contact.sync",
            "id: CRM.Contact.sync",
            "map.yaml:8: flows[0].id: 'CRM.Contact.sync' is not a valid id; did you mean crm.contact.sync?",
        ),
        ("name: Billing", "name: 7", 'map.yaml:6: systems[1].name: text expected, found 7; put it in quotes: "7"'),
        ("    target: billing\n", "", "map.yaml:8: flows[0].target: required field is missing"),
        ("schema_version: 1", "schema_version: 99", "schema_version 99 is newer than this program understands (1)"),
        ("    target: billing\n", "    source: billing\n", "map.yaml:10: key 'source' is given twice"),
        ("name: CRM", "name: !!python/object:os.system CRM", "tag tag:yaml.org,2002:python/object:os.system is not"),
        ("name: CRM", "name: [CRM", "map.yaml:5:"),
        ("name: CRM", "name: *crm", "map.yaml:4: alias *crm has no finished anchor"),
    ],
)
def test_the_message_says_where_and_what_would_be_right(tmp_path: Path, old: str, new: str, expected: str) -> None:
    broken = MAP.replace(old, new, 1)
    assert broken != MAP
    said = message_of(tmp_path / "map.yaml", broken)
    if " is used more than once" in expected:
        said = said.split(" (")[0]
    assert expected in said


def test_a_json_map_names_the_line_too(tmp_path: Path) -> None:
    text = '{\n  "schema_version": 1,\n  "systems": [\n    {"id": "crm", "nam": "CRM"}\n  ]\n}'
    assert "map.json:4: systems[0].nam: unknown field; did you mean name?" in message_of(tmp_path / "map.json", text)


def test_broken_json_names_line_and_column(tmp_path: Path) -> None:
    assert message_of(tmp_path / "map.json", '{\n  "systems": [,]\n}').startswith("map.json:2:15: not valid JSON")


@pytest.mark.parametrize("text", ["", "# only a comment\n", "- a\n- b\n", "just text\n"])
def test_a_file_of_another_shape_is_refused(tmp_path: Path, text: str) -> None:
    assert "map.yaml:1: " in message_of(tmp_path / "map.yaml", text)


def test_bytes_that_are_not_text_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "map.yaml"
    path.write_bytes(b"name: acme\nowner: \xff\xfe\n")
    with pytest.raises(MapFileError, match=r"map\.yaml:2: not UTF-8 text"):
        read_map(path)


def test_a_control_character_is_named(tmp_path: Path) -> None:
    assert "map.yaml:2: character #x001b is not allowed" in message_of(tmp_path / "map.yaml", "name: a\nowner: \x1b[3m")


def test_deep_nesting_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "map.yaml"
    path.write_text("systems: " + "[" * 500 + "]" * 500)
    with pytest.raises(BudgetExceeded, match="nested deeper than 40"):
        read_map(path)


def test_an_alias_bomb_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "map.yaml"
    rows = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    rows += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 12)]
    path.write_text("\n".join(rows))
    with pytest.raises(BudgetExceeded, match="nodes"):
        read_map(path)


@pytest.mark.parametrize(("name", "said"), [("absent.yaml", "no such file"), (".", "is a folder")])
def test_a_wrong_path_is_said(tmp_path: Path, name: str, said: str) -> None:
    with pytest.raises(InputError, match=said):
        read_map(tmp_path / name)


def test_every_problem_is_collected(tmp_path: Path) -> None:
    path = tmp_path / "map.yaml"
    path.write_text(MAP.replace("connector:", "conector:").replace("name: CRM", "nam: CRM"))
    checked = check_map(path)
    assert [problem.field for problem in checked.errors] == ["systems[0].nam", "flows[0].conector"]
    assert checked.imap is None


def test_missing_evidence_and_odd_names_are_warnings(tmp_path: Path, small_map: IntegrationMap) -> None:
    small_map.evidence.clear()
    small_map.flows[0].id = "ledger.contact.sync"
    path = tmp_path / "map.yaml"
    write_map(small_map, path)
    checked = check_map(path)
    assert [(problem.severity, problem.field) for problem in checked.problems] == [
        ("warning", "flows[0].evidence"),
        ("warning", "flows[0].id"),
    ]
    assert read_map(path).flows[0].id == "ledger.contact.sync"


def test_a_broken_lock_file_says_what_to_do(tmp_path: Path, small_map: IntegrationMap) -> None:
    path = tmp_path / "map.yaml"
    write_map(small_map, path).lock_path.write_text('{"schema_version": 1, "flows": [{"id": "x"}]}')
    with pytest.raises(MapFileError, match="restore it from version control or delete it"):
        read_map(path)
