from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapgen.catalog import Catalog, System, load_catalog
from mapgen.catalog.hosts import MAX_HOST, HostIndex, fits

LABEL = st.from_regex(r"[a-z0-9]([a-z0-9-]{0,10}[a-z0-9])?", fullmatch=True)
BUNDLED = load_catalog()


def system(ident: str, *hosts: str, owns: tuple[str, ...] = ()) -> System:
    return System(id=ident, name=ident, kind="crm", hosts=hosts, owns=owns)


@pytest.mark.parametrize(
    ("host", "expected"),
    [
        ("hubspot.com", "hubspot"),
        ("api.hubapi.com", "hubspot"),
        ("API.HubApi.com.", "hubspot"),
        ("api.hubapi.com:443", "hubspot"),
        ("acme.my.salesforce.com", "salesforce"),
        ("sqs.eu-west-1.amazonaws.com", "sqs"),
        ("bucket.s3.eu-west-1.amazonaws.com", "s3"),
        ("s3.amazonaws.com", "s3"),
    ],
)
def test_a_host_below_a_known_suffix_belongs_to_its_system(catalog: Catalog, host: str, expected: str) -> None:
    match = catalog.match_host(host)

    assert match is not None
    assert match.system.id == expected


@pytest.mark.parametrize(
    "host",
    ["nothubspot.com", "hubspot.com.evil.example", "hubspot", "com", "", ".", "..hubspot.com", "localhost", "10.0.0.1"],
)
def test_a_host_that_only_looks_alike_belongs_to_nobody(catalog: Catalog, host: str) -> None:
    assert catalog.match_host(host) is None


def test_the_longest_suffix_wins() -> None:
    index = HostIndex([system("suite", "example.com"), system("mail", "mail.example.com")])

    assert index.match("smtp.mail.example.com").system.id == "mail"
    assert index.match("www.example.com").system.id == "suite"


def test_a_wildcard_stands_for_one_or_more_labels_but_never_none() -> None:
    index = HostIndex([system("queue", "sqs.*.example.com")])

    assert index.match("sqs.eu.example.com").suffix == "sqs.*.example.com"
    assert index.match("sqs.eu.west.example.com") is not None
    assert index.match("sqs.example.com") is None


def test_a_shared_suffix_means_its_owner_and_names_the_others() -> None:
    index = HostIndex([system("ads", "social.example"), system("network", "social.example", owns=("social.example",))])

    match = index.match("api.social.example")

    assert match.system.id == "network"
    assert [other.id for other in match.systems] == ["network", "ads"]


def test_a_suffix_shared_without_owner_goes_to_the_shortest_id_whatever_the_order() -> None:
    first, second = system("abc_long", "x.example"), system("abc", "x.example")

    assert HostIndex([first, second]).match("x.example").system.id == "abc"
    assert HostIndex([second, first]).match("x.example").system.id == "abc"


def test_an_unconfirmed_host_matches_with_the_flag_down(catalog: Catalog) -> None:
    known = next(s for s in catalog.systems.values() if s.unverified.hosts and not s.hosts)

    match = catalog.match_host(known.unverified.hosts[0].replace("*", "x"))

    assert match is not None
    assert match.verified is False


def test_an_overlong_host_is_not_looked_at(catalog: Catalog) -> None:
    assert catalog.match_host("a." * MAX_HOST + "hubspot.com") is None


@given(prefix=LABEL)
def test_border_safety_a_suffix_never_matches_inside_a_label(prefix: str) -> None:
    glued = BUNDLED.match_host(f"{prefix}hubspot.com")

    assert glued is None or glued.suffix != "hubspot.com"


@given(labels=st.lists(LABEL, min_size=1, max_size=4))
def test_any_host_below_a_suffix_matches_that_suffix_or_a_longer_one(labels: list[str]) -> None:
    match = BUNDLED.match_host(".".join([*labels, "hubspot.com"]))

    assert match is not None
    assert match.suffix.endswith("hubspot.com")


@given(st.text(max_size=300))
def test_no_text_breaks_the_lookup(text: str) -> None:
    match = BUNDLED.match_host(text)

    assert match is None or match.system.id in BUNDLED.systems


@given(st.lists(LABEL, min_size=1, max_size=5))
def test_a_pattern_of_plain_labels_fits_itself_and_what_is_below(labels: list[str]) -> None:
    assert fits(labels, labels)
    assert fits(labels, ["www", *labels])
    assert not fits(["www", *labels], labels)
