"""What a diagram shows."""

import pytest

from mapgen.export.base import ExportOptions
from mapgen.export.kinds import Family, family_of, kind_title
from mapgen.export.rollup import OVERVIEW_EDGES, OVERVIEW_NODES, PICTURE_LIMIT, scene_of
from mapgen.export.scene import Mark, flow_label
from mapgen.model.vocabulary import FlowStatus, Tier
from tests.export import estates

ALL = frozenset(FlowStatus)


def test_labels_an_edge_with_object_and_action():
    assert flow_label(estates.flow("crm.sales_order.bulk-create-2", "a", "b")) == "sales order bulk create"


def test_a_label_does_not_repeat_the_system():
    assert flow_label(estates.flow("billing.redis-cart.cache", "billing", "redis-cart")) == "cache"


def test_flows_of_one_pair_and_connector_share_a_line():
    imap = estates.small()
    imap.flows.append(estates.flow("shop.order.cancel", "shop", "orders"))
    edge = scene_of(imap, ExportOptions()).edges[0]
    assert (edge.label, edge.flows) == ("order create +1", ("shop.order.create", "shop.order.cancel"))


def test_a_flow_via_a_broker_is_drawn_as_its_legs():
    imap = estates.crm_estate()
    imap.flows = [estates.flow("crm-sync.contact.send", "crm-sync", "billing", via=("kafka",))]
    edges = scene_of(imap, ExportOptions()).edges
    assert [(edge.source, edge.target) for edge in edges] == [("crm-sync", "kafka"), ("kafka", "billing")]


@pytest.mark.parametrize(
    ("signals", "status", "mark"),
    [
        ((), FlowStatus.ACCEPTED, Mark.CONFIRMED),
        ((), FlowStatus.PROPOSED, Mark.PROPOSED),
        ((), FlowStatus.STALE, Mark.DEAD),
        (("undocumented",), FlowStatus.PROPOSED, Mark.UNDOCUMENTED),
        (("dead", "undocumented"), FlowStatus.ACCEPTED, Mark.DEAD),
        (("undocumented",), FlowStatus.SUGGESTED_REJECT, Mark.REJECTED),
    ],
)
def test_marks_an_edge_by_status_and_signals(signals: tuple[str, ...], status: FlowStatus, mark: Mark):
    imap = estates.small()
    imap.flows = [estates.flow("shop.order.create", "shop", "orders", status=status, signals=signals)]
    assert scene_of(imap, ExportOptions(statuses=ALL)).edges[0].mark is mark


def test_an_unsure_proposal_shows_its_confidence():
    edges = scene_of(estates.crm_estate(), ExportOptions(statuses=ALL)).edges
    assert "invoice update 62%" in {edge.label for edge in edges}


def test_a_large_map_is_rolled_up_and_says_so():
    scene = scene_of(estates.synthetic(300, 700), ExportOptions())
    assert len(scene.nodes) <= OVERVIEW_NODES
    assert len(scene.edges) <= OVERVIEW_EDGES
    assert (scene.systems, scene.flows) == (300, 700)
    assert "700 flows and 300 systems rolled up" in scene.notes[0]


def test_every_system_is_in_exactly_one_group():
    scene = scene_of(estates.synthetic(300, 700), ExportOptions())
    members = [member for node in scene.nodes for member in node.members]
    assert sorted(members) == sorted(system.id for system in estates.synthetic(300, 700).systems)


def test_lines_left_out_of_an_overview_are_counted():
    scene = scene_of(estates.synthetic(300, 700), ExportOptions())
    assert any("lines shown" in note and "because" in note for note in scene.notes)


def test_view_all_insists_on_everything():
    assert len(scene_of(estates.synthetic(300, 700), ExportOptions(view="all")).edges) > PICTURE_LIMIT


def test_a_wide_layer_view_keeps_the_layer_and_groups_the_rest():
    scene = scene_of(estates.synthetic(300, 700), ExportOptions(view="layer:analytics"))
    alone = {node.layer for node in scene.nodes if not node.is_group}
    assert scene.rolled_up
    assert "analytics" in alone


def test_focus_is_named_in_the_title():
    scene = scene_of(estates.small(), ExportOptions(view="focus:stripe"))
    assert scene.title == "corner shop: around Stripe"
    assert [node.id for node in scene.nodes if node.focus] == ["stripe"]


def test_overview_prefers_domains_where_systems_have_them():
    names = {node.name for node in scene_of(estates.crm_estate(), ExportOptions(view="overview")).nodes}
    assert "Marketing" in names


@pytest.mark.parametrize(("kind", "title"), [("crm", "CRM"), ("ipaas", "iPaaS"), ("vector_db", "Vector DB"), ("", "")])
def test_kinds_are_spelt_for_people(kind: str, title: str):
    assert kind_title(kind) == title


def test_an_unknown_kind_is_other():
    assert family_of("teleporter") is Family.OTHER


def test_platform_flows_are_kept_apart_from_business_flows():
    imap = estates.small()
    imap.flows.append(estates.flow("shop.trace.report", "shop", "orders", tier=Tier.INFRA))
    scene = scene_of(imap, ExportOptions())
    assert [edge.infra for edge in scene.edges if edge.target == "orders" and edge.source == "shop"] == [False, True]
