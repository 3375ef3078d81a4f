"""When an estate has drifted from its committed map."""

import pytest

from mapgen.compare.drift import check_drift
from mapgen.compare.findings import FAILABLE, FindingKind, Severity, parse_fail_on
from mapgen.errors import InputError
from mapgen.model.flow import Flow
from mapgen.model.integration_map import IntegrationMap
from mapgen.model.vocabulary import ConnectorKind, EvidenceKind, FlowStatus
from tests.compare.maps import estate, field, flow, piece

ALL = frozenset(FAILABLE)


def with_evidence(made: Flow, kind: EvidenceKind = EvidenceKind.CODE, line: int = 1) -> IntegrationMap:
    """A map of one flow that has one piece of evidence."""
    key = f"e-{made.target}"
    return estate(made.model_copy(update={"evidence": [key]}), evidence=(piece(key, line, kind),))


def drafted(made: Flow) -> Flow:
    """The flow as a draft gives it."""
    return made.model_copy(update={"status": FlowStatus.PROPOSED})


def kinds(committed: IntegrationMap, redrafted: IntegrationMap, **options: bool) -> list[str]:
    """Kinds of all findings."""
    return [str(item.kind) for item in check_drift(committed, redrafted, ALL, **options).findings]


def test_an_estate_that_is_as_the_map_says_passes() -> None:
    result = check_drift(estate(flow("shop", "crm")), estate(drafted(flow("shop", "crm"))), ALL)
    assert result.findings == ()
    assert result.exit_code == 0


def test_a_flow_that_the_map_lacks_fails() -> None:
    result = check_drift(estate(), estate(drafted(flow("shop", "crm"))))
    assert [(f.kind, f.severity, f.fails) for f in result.findings] == [(FindingKind.NEW, Severity.WARNING, True)]
    assert result.exit_code == 1


@pytest.mark.parametrize("values", [{"signals": ["undocumented"]}, {"sensitivity": "pii"}])
def test_a_new_flow_that_nobody_documented_or_that_carries_classified_data_is_an_error(values: dict) -> None:
    (finding,) = check_drift(estate(), estate(drafted(flow("shop", "crm", **values)))).findings
    assert finding.severity is Severity.ERROR


def test_a_new_flow_that_the_draft_itself_doubts_does_not_fail() -> None:
    doubted = flow("shop", "crm", status=FlowStatus.SUGGESTED_REJECT)
    assert not check_drift(estate(), estate(doubted), ALL).failed


def test_a_flow_without_evidence_in_the_estate_has_vanished() -> None:
    assert kinds(with_evidence(flow("shop", "crm")), estate()) == ["vanished"]


def test_a_rejected_flow_may_be_found_or_not() -> None:
    rejected = flow("shop", "crm", status=FlowStatus.REJECTED)
    assert kinds(estate(rejected), estate(drafted(flow("shop", "crm")))) == []
    assert kinds(with_evidence(rejected), estate()) == []


def test_a_rejection_does_not_hide_another_flow_between_the_same_systems() -> None:
    rejected = flow("shop", "bus", "old.topic", status=FlowStatus.REJECTED)
    assert kinds(estate(rejected), estate(drafted(flow("shop", "bus", "new.topic")))) == ["new"]


def test_a_changed_connector_is_drift() -> None:
    before, after = flow("shop", "crm"), flow("shop", "crm", connector=ConnectorKind.WEBHOOK)
    assert kinds(estate(before), estate(drafted(after))) == ["changed"]


def test_a_flow_that_gains_classified_data_is_an_error() -> None:
    before = flow("shop", "crm", fields=[field("plan")])
    after = flow("shop", "crm", fields=[field("plan"), field("email", "email_address")])
    (finding,) = check_drift(estate(before), estate(drafted(after))).findings
    assert finding.severity is Severity.ERROR
    assert finding.changes[0].added == ("contact.email",)


def test_what_only_people_fill_in_is_no_change() -> None:
    before = flow("shop", "crm", owner="Sales", retry="3 times", auth="OAuth", purpose="leads")
    assert kinds(estate(before), estate(drafted(flow("shop", "crm")))) == []


def test_an_edited_flow_keeps_its_values_and_its_evidence_is_watched() -> None:
    edited = flow("shop", "crm", connector=ConnectorKind.CDC, status=FlowStatus.EDITED)
    again = drafted(flow("shop", "crm"))
    assert kinds(with_evidence(edited), with_evidence(again)) == []
    assert kinds(with_evidence(edited), with_evidence(again, line=7)) == ["moved"]


def test_a_flow_that_people_wrote_by_hand_cannot_vanish() -> None:
    assert kinds(with_evidence(flow("shop", "crm"), EvidenceKind.HUMAN), estate()) == []


def test_a_decided_flow_without_evidence_in_a_map_with_evidence_was_written_by_hand() -> None:
    seen = flow("shop", "erp", evidence=["e1"])
    committed = estate(seen, flow("shop", "fax"), evidence=(piece("e1"),))
    assert kinds(committed, estate(drafted(seen), evidence=(piece("e1"),))) == []


def test_a_flow_known_from_logs_is_not_compared_when_no_logs_are_given() -> None:
    committed = with_evidence(flow("crm", "sheets"), EvidenceKind.LOG)
    assert kinds(committed, estate(), logs_read=False) == ["not_compared"]
    assert kinds(committed, estate(), logs_read=True) == ["vanished"]


def test_what_is_known_from_logs_is_not_missed_when_no_logs_are_given() -> None:
    committed = with_evidence(flow("shop", "crm", operations=["GET /contacts"]), EvidenceKind.LOG)
    assert kinds(committed, estate(drafted(flow("shop", "crm"))), logs_read=False) == []


def code_and_log(made: Flow) -> IntegrationMap:
    """A map of one flow that code shows and traffic confirms."""
    pieces = (piece("call", 5, weight=0.9), piece("seen", 1, EvidenceKind.LOG, path="access.log"))
    return estate(made.model_copy(update={"evidence": ["call", "seen"]}), evidence=pieces)


def test_without_logs_a_flow_whose_call_is_gone_has_vanished() -> None:
    assert kinds(code_and_log(flow("shop", "crm")), estate(), logs_read=False) == ["vanished"]


def test_without_logs_a_flow_whose_call_still_shows_another_flow_is_not_compared() -> None:
    other = drafted(flow("shop", "erp", evidence=["call"]))
    redrafted = estate(other, evidence=(piece("call", 5, weight=0.9),))
    assert kinds(code_and_log(flow("shop", "crm")), redrafted, logs_read=False) == ["new", "not_compared"]


def test_without_logs_a_channel_that_only_traffic_named_makes_no_new_flow() -> None:
    committed = code_and_log(flow("shop", "bus", "web.events"))
    redrafted = estate(drafted(flow("shop", "bus", id="shop.bus.publish")), evidence=(piece("call", 5, weight=0.9),))
    assert "new" not in kinds(committed, redrafted, logs_read=False)


def test_without_logs_added_payload_is_still_a_change() -> None:
    committed = code_and_log(flow("shop", "crm"))
    redrafted = estate(drafted(flow("shop", "crm", fields=[field("email")])))
    assert kinds(committed, redrafted, logs_read=False) == ["changed"]


def test_flows_without_a_decision_are_counted_and_fail_only_on_request() -> None:
    committed = estate(flow("shop", "crm", status=FlowStatus.PROPOSED))
    assert not check_drift(committed, committed).failed
    assert check_drift(committed, committed, ALL).failed


def test_a_stale_flow_waits_for_a_decision() -> None:
    assert kinds(with_evidence(flow("shop", "crm", status=FlowStatus.STALE)), estate()) == ["unreviewed"]


def test_findings_come_in_the_order_of_kinds_and_ids() -> None:
    committed = estate(flow("a", "z"), flow("b", "z", status=FlowStatus.PROPOSED))
    redrafted = estate(drafted(flow("b", "z")), drafted(flow("d", "z")), drafted(flow("c", "z")))
    found = [(str(f.kind), f.flow.source) for f in check_drift(committed, redrafted).findings]
    assert found == [("new", "c"), ("new", "d"), ("vanished", "a"), ("unreviewed", "b")]


def test_what_fails_is_chosen_by_name() -> None:
    assert parse_fail_on("new, unreviewed") == {FindingKind.NEW, FindingKind.UNREVIEWED}
    assert parse_fail_on("none") == frozenset()
    assert parse_fail_on("all") == ALL
    with pytest.raises(InputError, match="choose from new, vanished, changed, unreviewed"):
        parse_fail_on("news")
