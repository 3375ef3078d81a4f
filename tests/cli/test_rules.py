from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from extractors.code.languages import LANGUAGES
from mapgen.cli.rules import all_rules, command, markdown
from mapgen.errors import InputError

PAGE = Path(__file__).parents[2] / "docs/rules.md"


def run(*arguments: str) -> str:
    result = CliRunner().invoke(command, arguments, catch_exceptions=False)
    assert result.exit_code == 0
    return result.output


def test_the_page_is_what_the_command_prints() -> None:
    assert PAGE.read_text("utf-8") == markdown(all_rules()), "renew it: mapgen rules --format markdown > docs/rules.md"


def test_every_language_with_a_front_end_is_listed() -> None:
    groups = {info.group for info in all_rules()}
    assert set(LANGUAGES) | {"format", "log"} <= groups


def test_every_library_has_an_example_and_says_what_follows() -> None:
    for info in all_rules():
        assert info.gives, info.name
        assert info.example or info.group in ("format", "log"), info.name


def test_a_search_narrows_the_list() -> None:
    found = json.loads(run("--group", "python", "--search", "kafka", "--format", "json"))
    assert found
    assert all("kafka" in json.dumps(row).lower() for row in found)


def test_an_unknown_group_names_the_known_ones() -> None:
    with pytest.raises(InputError, match=r"known: .*java"):
        CliRunner().invoke(command, ["--group", "cobol"], catch_exceptions=False)
