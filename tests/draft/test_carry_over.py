"""Decisions survive a re-draft."""

from __future__ import annotations

from typing import Any

from mapgen.draft.carry_over import carry_over
from mapgen.model.evidence import Evidence
from mapgen.model.flow import Flow
from mapgen.model.integration_map import IntegrationMap
from mapgen.model.system import System
from mapgen.model.vocabulary import EvidenceKind, FlowStatus


def flow(flow_id: str = "orders.crm.call", print_: str = "f1", **more: Any) -> Flow:
    return Flow(
        **{"id": flow_id, "source": "orders", "target": "crm", "fingerprint": print_, "confidence": 0.9, **more}
    )


def estate(*flows: Flow, systems: tuple[str, ...] = ("crm", "orders"), **more: Any) -> IntegrationMap:
    return IntegrationMap(systems=[System(id=name, name=name) for name in systems], flows=list(flows), **more)


def test_an_accepted_flow_stays_accepted_and_gets_fresh_evidence() -> None:
    old = estate(flow(status=FlowStatus.ACCEPTED, owner="team-crm", evidence=["e1"]))
    merged = carry_over(estate(flow(evidence=["e2"], confidence=0.5)), old)
    kept = merged.flows[0]
    assert (kept.status, kept.owner, kept.evidence, kept.confidence) == (FlowStatus.ACCEPTED, "team-crm", ["e2"], 0.5)


def test_a_rejected_flow_stays_rejected_with_its_reason() -> None:
    old = estate(flow(status=FlowStatus.REJECTED, reason="only in a demo"))
    kept = carry_over(estate(flow()), old).flows[0]
    assert (kept.status, kept.reason) == (FlowStatus.REJECTED, "only in a demo")


def test_a_flow_renamed_by_a_person_keeps_its_name() -> None:
    old = estate(flow("crm.contact.sync", status=FlowStatus.EDITED))
    assert [f.id for f in carry_over(estate(flow()), old).flows] == ["crm.contact.sync"]


def test_an_accepted_flow_whose_evidence_vanished_becomes_stale() -> None:
    old = estate(flow(status=FlowStatus.ACCEPTED))
    kept = carry_over(estate(), old).flows[0]
    assert kept.status is FlowStatus.STALE
    assert kept.reason


def test_a_stale_flow_that_is_found_again_is_accepted_again() -> None:
    old = estate(flow(status=FlowStatus.STALE, reason="its evidence is no longer found"))
    kept = carry_over(estate(flow()), old).flows[0]
    assert (kept.status, kept.reason) == (FlowStatus.ACCEPTED, None)


def test_an_undecided_flow_that_vanished_is_gone() -> None:
    assert carry_over(estate(), estate(flow())).flows == []


def test_a_flow_added_by_hand_stays() -> None:
    said = Evidence(
        id="e9", kind=EvidenceKind.HUMAN, root="", path="", extractor="human", rule="human/added", says="phone call"
    )
    old = estate(flow("crm.fax.send", "by-hand", evidence=["e9"], status=FlowStatus.PROPOSED), evidence=[said])
    merged = carry_over(estate(), old)
    assert [f.id for f in merged.flows] == ["crm.fax.send"]
    assert [e.id for e in merged.evidence] == ["e9"]


def test_a_new_flow_never_takes_an_id_that_a_decided_one_holds() -> None:
    old = estate(flow(print_="old", status=FlowStatus.ACCEPTED))
    ids = {f.id: f.fingerprint for f in carry_over(estate(flow(print_="new")), old).flows}
    assert ids == {"orders.crm.call": "old", "orders.crm.call-2": "new"}


def test_a_renamed_system_keeps_its_name_and_its_flows() -> None:
    old = estate(flow(source="order-desk", status=FlowStatus.ACCEPTED), systems=("crm",))
    old.systems.append(System(id="order-desk", name="Order desk", aliases=["orders"], owner="sales"))
    merged = carry_over(estate(flow()), old)
    assert {s.id: s.owner for s in merged.systems} == {"crm": None, "order-desk": "sales"}
    assert merged.flows[0].source == "order-desk"


def test_drafting_again_without_change_changes_nothing() -> None:
    draft = estate(flow(), flow("orders.crm.read", "f2"))
    assert carry_over(draft, draft) == draft
