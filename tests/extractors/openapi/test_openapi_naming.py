"""The business object of a path, an event and an operation id."""

from __future__ import annotations

import time

import pytest

from extractors.openapi.naming import event_object, operation_id_object, operation_object, path_object, singular
from extractors.openapi.servers import fill, hosts


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/crm/v3/objects/contacts", "contact"),
        ("/crm/v3/objects/contacts/{contactId}", "contact"),
        ("/crm/v3/objects/contacts/batch/upsert", "contact"),
        ("/v1/customers/{id}/subscriptions", "subscription"),
        ("/admin/api/2026-01/line_items.json", "line_item"),
        ("/2010-04-01/Accounts/{Sid}/Messages.json", "message"),
        ("/chat.postMessage", "chat"),
        ("/companies/search", "company"),
        ("/services/data/v57.0/sobjects/Account", "account"),
        ("/contacts:merge", "contact"),
        ("/api/v2/{entity}", ""),
        ("/", ""),
    ],
)
def test_path_object(path: str, expected: str) -> None:
    assert path_object(path) == expected


def test_without_a_telling_path_the_schema_then_the_tag_names_the_object() -> None:
    assert operation_object("/api/{id}", ("", "SalesOrders"), ("Billing",)) == "sales_order"
    assert operation_object("/api/{id}", ("", ""), ("Line Items",)) == "line_item"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("contact.created", "contact"),
        ("onInvoicePaymentFailed", "invoice_payment"),
        ("deal", "deal"),
        ("created", "created"),
    ],
)
def test_event_object(name: str, expected: str) -> None:
    assert event_object(name) == expected


def test_operation_id_object() -> None:
    assert operation_id_object("findEligibleProducts") == "eligible_product"


@pytest.mark.parametrize(
    ("plural", "expected"),
    [
        ("companies", "company"),
        ("addresses", "address"),
        ("boxes", "box"),
        ("status", "status"),
        ("news", "news"),
        ("gas", "gas"),
    ],
)
def test_singular(plural: str, expected: str) -> None:
    assert singular(plural) == expected


def test_long_hostile_segments_take_linear_time() -> None:
    started = time.process_time()
    path_object("/" + "1" * 100_000 + "x/" + "{" * 100_000)
    assert time.process_time() - started < 1


def test_server_variables_take_their_default_else_their_first_choice() -> None:
    variables = {"a": {"default": "eu"}, "b": {"enum": ["x", "y"]}}
    assert fill("https://{a}.{b}.{c}.test", variables) == "https://eu.x.{c}.test"


def test_hosts_leave_out_placeholders_and_what_is_no_host() -> None:
    urls = ["https://api.crm.test/v1", "http://localhost:8080", "/v1", "https://{tenant}.crm.test", "http://[broken"]
    assert hosts(urls) == ("api.crm.test",)
