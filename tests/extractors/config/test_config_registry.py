"""Every config extractor documents itself, has cases with a trap, and is on the formats page."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractors.config.registry import config_extractors
from tests.extractors.config.estate import CASES

PAGE = Path(__file__).parents[3] / "docs" / "formats.md"
EXTRACTORS = config_extractors()
FOLDERS = {"dotnet-project": "dotnet"}


def names() -> list[str]:
    return [extractor.name.removeprefix("config/") for extractor in EXTRACTORS]


def test_names_are_unique() -> None:
    assert len(names()) == len(set(names()))


@pytest.mark.parametrize("name", names())
def test_every_format_has_a_case_and_a_trap(name: str) -> None:
    cases = [path.name for path in (CASES / FOLDERS.get(name, name)).iterdir()]

    assert any(case.startswith("trap") for case in cases)
    assert any(not case.startswith("trap") for case in cases)


@pytest.mark.parametrize("extractor", EXTRACTORS, ids=lambda extractor: extractor.name)
def test_every_format_is_on_the_formats_page(extractor: object) -> None:
    from tests.extractors.config.formats_page import row

    assert row(extractor) in PAGE.read_text(encoding="utf-8").splitlines()  # type: ignore[arg-type]
