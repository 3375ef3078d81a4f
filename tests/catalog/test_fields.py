from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapgen.catalog import Catalog, DataType, load_catalog
from mapgen.catalog.fields import BOOLEAN_TYPES, GUARDED_ENDS, GUARDED_STARTS, MAX_NAME, FieldIndex, check_pattern
from mapgen.errors import CatalogError

BUNDLED = load_catalog()


def data_type(*patterns: str, match: str = "suffix", not_patterns: tuple[str, ...] = ()) -> DataType:
    return DataType(
        id="mail",
        name="Mail",
        category="contact",
        sensitivity="medium",
        class_="pii",
        match=match,
        patterns=patterns,
        not_patterns=not_patterns,
    )


def ids(name: str, declared_type: str = "") -> list[str]:
    return [found.id for found in BUNDLED.data_types(name, declared_type)]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("email", "email_address"),
        ("customerEmail", "email_address"),
        ("CUSTOMER_EMAIL", "email_address"),
        ("billing-email", "email_address"),
        ("customer.email", "email_address"),
        ("contacts[].email", "email_address"),
        ("firstName", "first_name"),
        ("FirstName", "first_name"),
        ("dateOfBirth", "date_of_birth"),
        ("IBAN", "iban"),
        ("shippingAddress", "postal_address"),
        ("userPassword", "password"),
        ("accessToken", "api_key"),
        ("marketing_opt_in", "consent_marketing"),
    ],
)
def test_a_field_is_known_by_its_snake_cased_name(name: str, expected: str) -> None:
    assert expected in ids(name)


@pytest.mark.parametrize("declared", [*sorted(BOOLEAN_TYPES), "Boolean", "bool?", "Optional[bool]", "boolean | null"])
def test_a_boolean_never_holds_personal_data(declared: str) -> None:
    assert ids("email", declared) == []


@pytest.mark.parametrize("declared", ["", "string", "varchar(255)", "String", "email"])
def test_any_other_type_does_not_matter(declared: str) -> None:
    assert ids("email", declared) == ["email_address"]


@pytest.mark.parametrize("start", GUARDED_STARTS)
def test_a_name_that_starts_like_a_flag_or_counter_does_not_match_by_its_end(start: str) -> None:
    index = FieldIndex([data_type("email")])

    assert index.match(f"{start}_email") == ()
    assert index.match("work_email") != ()


@pytest.mark.parametrize("end", GUARDED_ENDS)
def test_a_name_that_ends_like_a_description_does_not_match_by_its_end(end: str) -> None:
    index = FieldIndex([data_type(f"email_{end}|{end}")])

    assert index.match(f"work_email_{end}") == ()


def test_guards_do_not_touch_names_that_are_listed_whole() -> None:
    assert ids("is_minor") == ["minor_data"]
    assert ids("has_opted_out_of_email") == ["consent_marketing"]
    assert "kyc_status" in ids("kyc_status")


def test_an_exact_type_does_not_match_by_its_end() -> None:
    assert FieldIndex([data_type("age", match="exact")]).match("image_age") == ()
    assert FieldIndex([data_type("age", match="exact")]).match("age") != ()


def test_a_pattern_marked_exact_does_not_match_by_its_end_in_a_suffix_type() -> None:
    index = FieldIndex([data_type("=recipient", "email")])

    assert index.match("recipient") != ()
    assert index.match("mail_recipient") == ()
    assert index.match("work_email") != ()


def test_an_excluded_name_never_matches_also_as_an_end() -> None:
    index = FieldIndex([data_type("email", "email_template", not_patterns=("email_template",))])

    assert index.match("email_template") == ()
    assert index.match("welcome_email_template") == ()


@pytest.mark.parametrize(
    "name", ["filename", "microphone", "zipped", "trace", "shipping", "bypass", "stage", "longitudinal"]
)
def test_letters_inside_a_word_do_not_match(name: str) -> None:
    assert ids(name) == []


def test_every_excluded_name_of_the_bundled_types_is_excluded(catalog: Catalog) -> None:
    for kind in catalog.all_data_types:
        for name in kind.not_patterns:
            assert kind not in catalog.data_types(name), f"{kind.id}: {name}"


@given(st.text(max_size=MAX_NAME + 50), st.text(max_size=30))
def test_no_name_breaks_the_match(name: str, declared: str) -> None:
    found = BUNDLED.data_types(name, declared)

    assert all(isinstance(kind, DataType) for kind in found)


def test_an_overlong_name_is_not_judged() -> None:
    assert ids("x" * MAX_NAME + "_email") == []


@pytest.mark.parametrize("pattern", ["(a+)+b", "a*", ".*email", r"(a)\1", "(?=a)b", "a{2,}", "(unclosed"])
def test_a_pattern_that_is_not_linear_is_refused(pattern: str) -> None:
    assert check_pattern(pattern)
    with pytest.raises(CatalogError, match="mail"):
        FieldIndex([data_type(pattern)])


def test_every_bundled_pattern_is_linear(catalog: Catalog) -> None:
    wrong = [p for kind in catalog.all_data_types for p in kind.patterns if check_pattern(p)]

    assert wrong == []
