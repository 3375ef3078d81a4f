"""OpenAPI documents and the facts they give."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractors.openapi import extractors
from tests.extractors.documents.spec_cases import check_case

CASES = sorted((Path(__file__).parent / "cases").iterdir(), key=lambda case: case.name)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_case(case: Path) -> None:
    check_case(extractors(), case)
