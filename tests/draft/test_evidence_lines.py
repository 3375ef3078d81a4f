"""Every piece of evidence opens at the line it quotes: on the bundled estate, and on laid-out applications where
MAPGEN_EVAL_APPS names a folder of them."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from evals.code import roots_of
from mapgen.draft.pipeline import draft_estate
from mapgen.redact import redact
from mapgen.terminal import clean

ESTATE = Path(__file__).parents[2] / "examples/crm-estate"
APPS = Path(os.environ.get("MAPGEN_EVAL_APPS") or "/nonexistent")
LAID_OUT = sorted(path.stem for path in APPS.glob("*.roots")) or [""]


def wrong_places(roots: list[Path]) -> list[str]:
    """Places whose line does not exist or does not begin with what the evidence quotes; flows without evidence."""
    draft = draft_estate(roots)
    folders = {root.name: root for root in roots}
    wrong = [flow.id for flow in draft.flows if not flow.evidence]
    for piece in draft.evidence:
        lines = (folders[piece.root] / piece.path).read_text("utf-8", errors="replace").splitlines()
        if not 1 <= piece.line <= len(lines):
            wrong.append(f"{piece.path}:{piece.line}")
        elif clean(redact(lines[piece.line - 1][:240]).text).strip()[:25] not in piece.excerpt:
            wrong.append(f"{piece.path}:{piece.line} {piece.excerpt[:40]!r}")
    assert draft.flows
    return wrong


def test_evidence_of_the_bundled_estate_opens_at_its_line() -> None:
    assert wrong_places([ESTATE]) == []


@pytest.mark.skipif(LAID_OUT == [""], reason="no laid-out applications: set MAPGEN_EVAL_APPS to a folder of them")
@pytest.mark.parametrize("app", LAID_OUT)
def test_evidence_of_a_real_application_opens_at_its_line(app: str) -> None:
    assert wrong_places(roots_of(APPS, app)) == []
