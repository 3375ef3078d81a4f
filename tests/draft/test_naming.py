from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapgen.draft.naming import flow_name, unique_names
from mapgen.model.flow import FLOW_ID_PATTERN
from mapgen.model.vocabulary import FlowTransport, Initiator
from mapgen.resolve.candidates import Candidate
from mapgen.resolve.nodes import Node


def candidate(
    source: str = "orders",
    target: str = "HubSpot",
    transport: FlowTransport = FlowTransport.SDK,
    initiator: Initiator = Initiator.SOURCE,
    **more: Any,
) -> Candidate:
    made = Candidate(Node(source, source), Node(target, target), initiator, transport, more.get("channel", ""))
    made.objects.update(dict.fromkeys(more.get("objects", ())))
    made.actions.update(dict.fromkeys(more.get("actions", ())))
    made.methods.update(more.get("methods", ()))
    made.relation = more.get("relation", "")
    return made


@pytest.mark.parametrize(
    ("given_candidate", "expected"),
    [
        (candidate(objects=["contact"], actions=["sync"]), "orders.contact.sync"),
        (candidate(), "orders.hubspot.call"),
        (candidate(objects=["contact", "deal"], actions=["create", "update"]), "orders.hubspot.sync"),
        (candidate(methods=["read"]), "orders.hubspot.read"),
        (
            candidate(target="kafka", transport=FlowTransport.MESSAGING, channel="orders.placed"),
            "orders.orders-placed.publish",
        ),
        (candidate("kafka", "crm", FlowTransport.MESSAGING, Initiator.TARGET, channel="t"), "crm.t.consume"),
        (
            candidate(target="db", transport=FlowTransport.DATABASE, objects=["public.invoices"]),
            "orders.invoices.store",
        ),
        (candidate("Stripe", "billing", FlowTransport.HTTP, relation="webhook"), "stripe.billing.notify"),
    ],
)
def test_a_flow_is_named_by_who_acts_what_moves_and_what_is_done(given_candidate: Candidate, expected: str) -> None:
    assert flow_name(given_candidate) == expected


def test_equal_names_are_told_apart_by_the_other_side() -> None:
    pair = [candidate(target=t, objects=["contact"], actions=["sync"]) for t in ("HubSpot", "Mailchimp")]
    assert unique_names(pair) == ["orders.hubspot-contact.sync", "orders.mailchimp-contact.sync"]


def test_names_that_are_still_equal_are_numbered() -> None:
    pair = [candidate(), candidate(transport=FlowTransport.FILE, relation="x", actions=["call"])]
    assert len(set(unique_names([*pair, *pair]))) == 4


_texts = st.text(max_size=40)


@given(st.lists(st.tuples(_texts, _texts, st.lists(_texts, max_size=2), _texts), max_size=5))
def test_any_names_give_unique_valid_ids(rows: list[tuple[str, str, list[str], str]]) -> None:
    made = [candidate(s, t, objects=o, actions=[a]) for s, t, o, a in rows]
    names = unique_names(made)
    assert len(set(names)) == len(names)
    assert all(re.match(FLOW_ID_PATTERN, name) for name in names)
