"""Path templates: what is an identifier, what is a constant."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.logs.engine.partial import Partial
from extractors.logs.engine.segments import is_id, is_version
from extractors.logs.engine.templates import KnownTemplates, learn


def finals(*paths: str, known: tuple[str, ...] = ()) -> set[str]:
    """Final templates of requests to one target."""
    partial = Partial(known)
    counts: dict[str, int] = {}
    for path in paths:
        template = partial.template(path)
        counts[template] = counts.get(template, 0) + 1
    return set(learn(counts, KnownTemplates(known)).values())


@pytest.mark.parametrize(
    ("path", "template"),
    [
        ("/contacts/1042", "/contacts/{}"),
        ("/contacts/550e8400-e29b-41d4-a716-446655440000/notes", "/contacts/{}/notes"),
        ("/objects/507f1f77bcf86cd799439011", "/objects/{}"),
        ("/events/01ARZ3NDEKTSV4RRFFQ69G5FAV", "/events/{}"),
        ("/v1/customers/cus_9s6XKzkNRiz8i3", "/v1/customers/{}"),
        ("/users/jane%40example.com", "/users/{}"),
        ("/orders/ORD-2026-004211", "/orders/{}"),
        ("/files/report-20260301.csv", "/files/{}.csv"),
        ("/tickets/12345.json", "/tickets/{}.json"),
        ("/thumb/200x200", "/thumb/{}"),
        ("/tags/a,b,c", "/tags/{}"),
        ("/produkt/%D8%B3%D8%B4", "/produkt/{}"),
        ("/OData/Products(5)", "/OData/Products({})"),
        ("/v1/documents/1234567:batchUpdate", "/v1/documents/{}:batchUpdate"),
    ],
)
def test_certain_identifiers_become_holes_on_a_single_line(path: str, template: str) -> None:
    assert finals(path) == {template}


@pytest.mark.parametrize(
    "path",
    [
        "/api/v1/contacts",
        "/rest/2.0/files",
        "/rest/api/2/issue",
        "/2010-04-01/Accounts",
        "/services/data/v61.0/query",
        "/oauth2/token",
        "/login/2fa",
        "/s3-files/b2b-orders/p2p-transfers/web3-wallets/oauth2-clients",
        "/endpoint2",
        "/media/core/jquery/jquery-ui-1.12.1.js",
        "/reset-your-password",
        "/getCustomerInvoiceLinesByAccount",
    ],
)
def test_versions_and_words_with_digits_stay(path: str) -> None:
    assert finals(path) == {path}


def test_constants_with_digits_stay_apart_among_siblings() -> None:
    nouns = ("s3-files", "2fa", "oauth2-clients", "b2b-orders", "web3-wallets", "p2p-transfers")
    paths = [f"/api/v1/{noun}" for noun in nouns]
    assert finals(*paths) == set(paths)


def test_resources_with_the_same_verbs_stay_apart() -> None:
    nouns = ("contacts", "deals", "companies", "tickets", "invoices", "orders")
    paths = [f"/api/v1/{noun}{tail}" for noun in nouns for tail in ("", "/17", "/17/notes")]
    assert len(finals(*paths)) == 3 * len(nouns)


def test_siblings_that_carry_the_same_deep_subtree_are_tenants() -> None:
    tenants = ("acme", "globex", "initech", "umbrella", "hooli")
    paths = [f"/t/{tenant}/api/v1/{noun}" for tenant in tenants for noun in ("users", "plans")]
    assert finals(*paths) == {"/t/{}/api/v1/users", "/t/{}/api/v1/plans"}


def test_locales_in_front_of_an_api_are_variables() -> None:
    assert finals("/en-US/api/v2/carts", "/de-DE/api/v2/carts") == {"/{}/api/v2/carts"}


def test_slugs_merge_into_the_identifiers_beside_them() -> None:
    assert finals("/posts/17", "/posts/how-to-choose-a", "/posts/api-data-sync-guide") == {"/posts/{}"}


def test_a_known_specification_wins() -> None:
    known = ("/users/{id}", "/users/me")
    assert finals("/users/alice", "/users/bob", "/users/me", known=known) == {"/users/{}", "/users/me"}


def test_crowds_of_single_words_are_names() -> None:
    rng = random.Random(3)
    names = {"".join(rng.choices("abcdefghijklmnopqrstuvwxyz", k=9)) for _ in range(60)}
    assert finals(*(f"/profiles/{name}" for name in names)) == {"/profiles/{}"}


@given(st.integers(min_value=100, max_value=10**15))
def test_numbers_are_never_versions(number: int) -> None:
    assert is_id(str(number))
    assert not is_version(str(number))


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyz-_", min_size=1, max_size=40))
def test_plain_words_are_never_certain_identifiers(word: str) -> None:
    assert not is_id(word)


@given(st.text(max_size=300))
def test_any_text_gets_a_template_with_as_many_segments(path: str) -> None:
    assert Partial().template(path).count("/") == path.encode("utf-8", "replace").decode().count("/")
