"""What differs between two maps."""

from mapgen.compare.changes import FieldChange
from mapgen.compare.diff import diff_maps
from mapgen.compare.evidence import evidence_changes
from mapgen.model.vocabulary import ConnectorKind, FlowTransport
from tests.compare.maps import estate, field, flow, piece, system


def test_a_map_does_not_differ_from_itself() -> None:
    imap = estate(flow("shop", "crm"), flow("shop", "bus", "web.events"))
    assert diff_maps(imap, imap).empty


def test_flows_of_one_side_are_new_or_vanished() -> None:
    diff = diff_maps(estate(flow("shop", "crm")), estate(flow("shop", "erp")))
    assert [f.target for f in diff.new_flows] == ["erp"]
    assert [f.target for f in diff.vanished_flows] == ["crm"]
    assert [s.id for s in diff.new_systems] == ["erp"]
    assert [s.id for s in diff.vanished_systems] == ["crm"]


def test_a_flow_is_recognised_by_its_fingerprint_when_its_id_changes() -> None:
    before = estate(flow("shop", "crm", id="shop.contact.send"))
    after = estate(flow("shop", "crm", id="shop.lead.create"))
    assert diff_maps(before, after).empty


def test_a_flow_is_recognised_by_its_ends_when_its_fingerprint_changes() -> None:
    before = estate(flow("shop", "crm", fingerprint="old"))
    after = estate(flow("shop", "crm", fingerprint="new", connector=ConnectorKind.WEBHOOK))
    (change,) = diff_maps(before, after).changed_flows
    assert change.fields == (FieldChange("connector", "api", "webhook"),)


def test_two_flows_between_the_same_ends_are_never_guessed_together() -> None:
    before = estate(flow("shop", "bus", "a"), flow("shop", "bus", "b"))
    after = estate(flow("shop", "bus", "c"), flow("shop", "bus", "d"))
    diff = diff_maps(before, after)
    assert len(diff.new_flows) == len(diff.vanished_flows) == 2


def test_the_transport_tells_parallel_flows_apart() -> None:
    http = flow("shop", "crm", transport=FlowTransport.HTTP, id="shop.contact.create", fingerprint="1")
    file = flow("shop", "crm", transport=FlowTransport.FILE, id="shop.contact.upload", fingerprint="2")
    renumbered = [f.model_copy(update={"fingerprint": f.fingerprint + "x"}) for f in (file, http)]
    assert diff_maps(estate(http, file), estate(*renumbered)).empty


def test_a_renamed_system_does_not_change_its_flows() -> None:
    before = estate(flow("shop", "hubspot"), systems=(system("hubspot", name="HubSpot"),))
    after = estate(flow("shop", "hubspot-crm"), systems=(system("hubspot-crm", name="HubSpot"),))
    assert diff_maps(before, after).empty


def test_a_system_is_recognised_by_an_alias() -> None:
    before = estate(flow("shop", "db"), systems=(system("db", name="Orders", aliases=["orders-db"]),))
    after = estate(flow("shop", "orders-db"), systems=(system("orders-db", name="orders-db"),))
    diff = diff_maps(before, after)
    assert not diff.new_flows
    assert [change.fields[0].name for change in diff.changed_systems] == ["name"]


def test_list_changes_say_what_came_and_what_went() -> None:
    before = estate(flow("shop", "crm", fields=[field("email"), field("phone")]))
    after = estate(flow("shop", "crm", fields=[field("email"), field("birthday")]))
    (change,) = diff_maps(before, after).changed_flows[0].fields
    assert (change.added, change.removed) == (("contact.birthday",), ("contact.phone",))


def test_moved_evidence_alone_is_no_difference_of_the_maps() -> None:
    before = estate(flow("shop", "crm", evidence=["e1"]), evidence=(piece("e1", 3, content_hash="x"),))
    after = estate(flow("shop", "crm", evidence=["e2"]), evidence=(piece("e2", 9, content_hash="x"),))
    diff = diff_maps(before, after)
    assert diff.empty
    assert [item.kind for item in diff.moved_flows[0].evidence] == ["moved"]


def test_evidence_moves_changes_comes_and_goes() -> None:
    old = [piece("a", 1), piece("b", 2), piece("c", 3), piece("d", 4)]
    new = [piece("a", 1), piece("b2", 20, content_hash="b"), piece("c2", 3), piece("e", 50)]
    found = evidence_changes(old, new)
    assert [(c.kind, c.before and c.before.id, c.after and c.after.id) for c in found] == [
        ("moved", "b", "b2"),
        ("changed", "c", "c2"),
        ("removed", "d", None),
        ("added", None, "e"),
    ]


def test_another_checkout_folder_moves_no_evidence() -> None:
    assert evidence_changes([piece("a", root="app")], [piece("a", root="app-2")]) == ()
