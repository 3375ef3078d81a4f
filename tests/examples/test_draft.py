"""The draft of the bundled estate against the map that a careful engineer would draw."""

from __future__ import annotations

from pathlib import Path

import pytest

from evals.code import as_candidate
from evals.scoring import score
from mapgen.draft.pipeline import draft_estate
from mapgen.model.integration_map import IntegrationMap
from mapgen.model.vocabulary import EvidenceKind
from tests.examples.test_estate import ESTATE, EXPECTED


@pytest.fixture(scope="module")
def draft() -> IntegrationMap:
    """The estate drafted from its folder and its logs, as `make demo` does."""
    return draft_estate([ESTATE], logs=[ESTATE / "logs"])


def flagged(draft: IntegrationMap, signal: str) -> list[set[str]]:
    """Names of the ends of all flows with a signal."""
    names = {system.id: system.name for system in draft.systems}
    return [{names[flow.source], names[flow.target]} for flow in draft.flows if signal in flow.signals]


def test_every_expected_system_and_flow_is_found(draft: IntegrationMap) -> None:
    result = score(EXPECTED, as_candidate(draft), drop_arguable=True)
    assert result.missing_systems == []
    assert result.undirected.recall == 1.0


def test_hardly_anything_is_found_that_is_not_there(draft: IntegrationMap) -> None:
    result = score(EXPECTED, as_candidate(draft), drop_arguable=True)
    assert result.undirected.precision >= 0.95, result.extra
    assert result.systems.precision >= 0.95, result.extra_systems


def test_the_flow_that_only_the_logs_know_is_marked(draft: IntegrationMap) -> None:
    assert flagged(draft, "undocumented") == [{"LedgerSheets", "crm-sync"}]


def test_the_flow_that_only_the_code_knows_is_marked(draft: IntegrationMap) -> None:
    assert flagged(draft, "dead") == [{"orders", "Mailchimp"}]


def test_one_flow_is_seen_by_every_kind_of_source(draft: IntegrationMap) -> None:
    pieces = {piece.id: piece for piece in draft.evidence}
    flow = next(flow for flow in draft.flows if (flow.source, flow.target) == ("web-shop", "orders"))
    kinds = {pieces[key].kind for key in flow.evidence}
    assert kinds == {EvidenceKind.SPEC, EvidenceKind.CODE, EvidenceKind.CONFIG, EvidenceKind.TRACE}


def test_evidence_opens_at_the_line_it_quotes(draft: IntegrationMap) -> None:
    folders = {"crm-estate": ESTATE, "logs": ESTATE / "logs"}
    recorded = (EvidenceKind.LOG, EvidenceKind.TRACE)
    for piece in draft.evidence:
        lines = (folders[piece.root] / piece.path).read_text(encoding="utf-8").splitlines()
        assert 0 <= piece.line <= len(lines), piece
        if piece.line and piece.excerpt and piece.kind not in recorded and "***" not in piece.excerpt:
            assert piece.excerpt.splitlines()[0].strip()[:40] in lines[piece.line - 1], piece


def test_every_flow_has_evidence(draft: IntegrationMap) -> None:
    assert [flow.id for flow in draft.flows if not flow.evidence] == []


def test_the_same_estate_gives_the_same_map(draft: IntegrationMap) -> None:
    assert draft_estate([ESTATE], logs=[ESTATE / "logs"]) == draft


def test_the_draft_looks_at_the_files_that_a_careful_engineer_names(draft: IntegrationMap) -> None:
    """A draft keeps the strongest evidence of a flow, so a file may be missing where others say the same."""
    found = {(piece.path if piece.root != "logs" else f"logs/{piece.path}") for piece in draft.evidence}
    expected = {
        Path(place.rsplit(":", 1)[0]).as_posix()
        for flow in EXPECTED["flows"]
        if not flow.get("optional")
        for place in flow["evidence"]
    }
    assert len(expected & found) / len(expected) >= 0.85, sorted(expected - found)
