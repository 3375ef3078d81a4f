"""Which flows an export takes."""

import pytest

from mapgen.errors import InputError
from mapgen.export.base import ExportOptions, TierChoice
from mapgen.export.selection import select
from mapgen.export.views import filtered, parse_view
from mapgen.model.flow import Flow
from mapgen.model.vocabulary import FlowStatus, Tier
from tests.export import estates

DRAFT = frozenset({FlowStatus.PROPOSED})


def statuses(flows: tuple[Flow, ...]) -> set[FlowStatus]:
    return {flow.status for flow in flows}


def test_takes_accepted_and_edited_flows_by_default():
    imap = estates.crm_estate()
    imap.flows[0].status = FlowStatus.EDITED
    assert statuses(select(imap, ExportOptions()).flows) == {FlowStatus.ACCEPTED, FlowStatus.EDITED}


def test_says_how_many_flows_it_leaves_out():
    assert "15 of 17 flows shown, because of status or tier" in select(estates.crm_estate(), ExportOptions()).notes


def test_shows_an_unreviewed_draft_and_says_so():
    imap = estates.synthetic(6, 8, status=FlowStatus.PROPOSED)
    selection = select(imap, ExportOptions())
    assert (len(selection.flows), selection.notes) == (8, ("draft: 8 proposed flows shown; nothing accepted yet",))


def test_leaves_rejected_flows_out_of_a_draft():
    imap = estates.synthetic(6, 8, status=FlowStatus.PROPOSED)
    imap.flows[0].status = FlowStatus.REJECTED
    imap.flows[1].status = FlowStatus.SUGGESTED_REJECT
    assert statuses(select(imap, ExportOptions()).flows) == {FlowStatus.PROPOSED}


def test_takes_exactly_the_statuses_asked_for():
    assert statuses(select(estates.crm_estate(), ExportOptions(statuses=DRAFT)).flows) == {FlowStatus.PROPOSED}


def test_drops_systems_whose_flows_are_all_left_out_but_keeps_lonely_ones():
    imap = estates.small()
    imap.flows = [flow for flow in imap.flows if "metabase" not in (flow.source, flow.target)]
    imap.flows[1].status = imap.flows[2].status = FlowStatus.REJECTED
    assert {system.id for system in select(imap, ExportOptions()).systems} == {
        "shop",
        "orders",
        "orders-db",
        "metabase",
    }


def test_keeps_only_evidence_that_is_cited():
    imap = estates.small()
    imap.flows[0].status = FlowStatus.REJECTED
    assert [item.id for item in select(imap, ExportOptions()).evidence] == ["ev3"]


def test_filters_by_tier():
    imap = estates.small()
    imap.flows[0].tier = Tier.INFRA
    assert [flow.id for flow in select(imap, ExportOptions(tier=TierChoice.INFRA)).flows] == ["shop.order.create"]


def test_focus_keeps_the_flows_that_touch_a_system():
    selection = filtered(select(estates.small(), ExportOptions()), "focus:stripe")
    assert {flow.id for flow in selection.flows} == {"orders.charge.create", "stripe.invoice.notify"}
    assert "2 of 5 flows shown, because of the view focus:stripe" in selection.notes


def test_layer_keeps_flows_with_one_end_in_the_layer():
    selection = filtered(select(estates.small(), ExportOptions()), "layer:analytics")
    assert {system.id for system in selection.systems} == {"orders-db", "metabase"}


def test_domain_keeps_flows_of_its_systems():
    selection = filtered(select(estates.crm_estate(), ExportOptions()), "domain:analytics")
    assert "dbt.report.serve" in {flow.id for flow in selection.flows}
    assert "billing.charge.create" not in {flow.id for flow in selection.flows}


@pytest.mark.parametrize("view", ["nonsense", "focus", "focus:", "overview:x", ":", "layer"])
def test_refuses_a_view_of_unknown_form(view: str):
    with pytest.raises(InputError, match="view"):
        parse_view(view)


def test_names_the_nearest_system_when_a_focus_does_not_exist():
    with pytest.raises(InputError, match="nearest: stripe"):
        filtered(select(estates.small(), ExportOptions()), "focus:strpe")
