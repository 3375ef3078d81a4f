from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapgen.catalog import Catalog, load_catalog
from mapgen.catalog.names import image_name

BUNDLED = load_catalog()


@pytest.mark.parametrize(
    ("image", "expected"),
    [
        ("postgres", "postgresql"),
        ("postgres:16-alpine", "postgresql"),
        ("library/postgres", "postgresql"),
        ("docker.io/bitnami/postgresql:16@sha256:0123abcd", "postgresql"),
        ("postgres:${VERSION:-13}", "postgresql"),
        ("${REGISTRY}/rabbitmq:3-management", "rabbitmq"),
        ("mcr.microsoft.com/mssql/server:2019-latest", "sqlserver"),
        ("quay.io/keycloak/keycloak:24.0", "keycloak"),
        ("registry.example:5000/confluentinc/cp-kafka:7.5.0", "kafka"),
        ("openzipkin/zipkin", "zipkin"),
        ("prom/prometheus:v2", "prometheus"),
    ],
)
def test_an_image_is_known_whatever_registry_tag_or_digest(catalog: Catalog, image: str, expected: str) -> None:
    match = catalog.match_image(image)

    assert match is not None
    assert (match.system.id, match.exact) == (expected, True)


def test_another_publishers_image_of_the_same_name_is_a_guess(catalog: Catalog) -> None:
    match = catalog.match_image("registry.example/acme/redis:7")

    assert (match.system.id, match.exact) == ("redis", False)


@pytest.mark.parametrize("image", ["acme/shop", "acme/postgres-backup", "", ":", "@", "${IMAGE}"])
def test_an_application_image_is_nobodys(catalog: Catalog, image: str) -> None:
    assert catalog.match_image(image) is None


@given(st.text(max_size=300))
def test_an_image_name_is_stable(text: str) -> None:
    assert "@" not in image_name(text)


@pytest.mark.parametrize(
    ("scheme", "expected"),
    [
        ("jdbc:postgresql", "postgresql"),
        ("jdbc:postgresql://db:5432/orders", "postgresql"),
        ("jdbc:h2:mem:test", "h2"),
        ("jdbc:tc:mysql:8:///db", "mysql"),
        ("r2dbc:pool:mysql://db", "mysql"),
        ("postgresql+psycopg2", "postgresql"),
        ("postgres://u:p@db/x", "postgresql"),
        ("mongodb+srv", "mongodb"),
        ("rediss", "redis"),
        ("AMQPS", "rabbitmq"),
        ("s3", "s3"),
        ("gs", "gcs"),
        ("sftp", "sftp"),
        ("smtp", "smtp"),
        ("snowflake", "snowflake"),
    ],
)
def test_a_scheme_tells_the_technology(catalog: Catalog, scheme: str, expected: str) -> None:
    match = catalog.match_scheme(scheme)

    assert match is not None
    assert match.system.id == expected


@pytest.mark.parametrize("scheme", ["http", "https://example.com", "jdbc:", "", "file"])
def test_a_neutral_scheme_tells_nothing(catalog: Catalog, scheme: str) -> None:
    assert catalog.match_scheme(scheme) is None


def test_a_port_only_one_technology_uses_is_a_hint(catalog: Catalog) -> None:
    assert catalog.match_port(5432).id == "postgresql"
    assert catalog.match_port(5672).id == "rabbitmq"
    assert catalog.match_port(12) is None


@pytest.mark.parametrize(
    ("name", "expected", "at_start"),
    [
        ("STRIPE_API_KEY", "stripe", True),
        ("NEXT_PUBLIC_STRIPE_KEY", "stripe", False),
        ("stripeApiKey", "stripe", True),
        ("HUBSPOT_TOKEN", "hubspot", True),
        ("KAFKA_BROKERS", "kafka", True),
        ("PGHOST", "postgresql", True),
    ],
)
def test_a_variable_points_at_a_system_on_word_borders(
    catalog: Catalog, name: str, expected: str, at_start: bool
) -> None:
    match = catalog.match_env(name)

    assert match is not None
    assert (match.system.id, match.at_start, match.generic) == (expected, at_start, False)


@pytest.mark.parametrize("name", ["HOME", "PINSTRIPE_WIDTH", "MY_SF_ID", "", "_", "STRIPES_COUNT"])
def test_a_variable_that_only_contains_the_letters_points_at_nothing(catalog: Catalog, name: str) -> None:
    assert catalog.match_env(name) is None


@pytest.mark.parametrize("name", ["SEGMENT_SIZE", "BOX_ID", "DATABASE_URL", "MAIL_FROM", "FRONT_URL", "MAKE_FLAGS"])
def test_a_variable_that_begins_with_a_common_word_is_flagged(catalog: Catalog, name: str) -> None:
    match = catalog.match_env(name)

    assert match is None or match.generic


def test_the_longest_prefix_wins(catalog: Catalog) -> None:
    assert catalog.match_env("GOOGLE_API_KEY").system.id == "google_gemini"
    assert catalog.match_env("NEW_RELIC_LICENSE_KEY").system.id == "newrelic"


def test_a_header_of_one_vendor_names_it(catalog: Catalog) -> None:
    assert catalog.match_webhook_header("X-Shopify-Hmac-SHA256").system.id == "shopify"
    assert catalog.match_webhook_header("HTTP_X_SHOPIFY_HMAC_SHA256").system.id == "shopify"
    assert catalog.match_webhook_header("stripe-signature").system.id == "stripe"


def test_a_header_of_many_vendors_proves_a_webhook_but_not_its_sender(catalog: Catalog) -> None:
    match = catalog.match_webhook_header("X-Hub-Signature-256")

    assert match.system is None
    assert "github" in [system.id for system in match.systems]


def test_an_ordinary_header_is_no_webhook(catalog: Catalog) -> None:
    assert catalog.match_webhook_header("Content-Type") is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [("HubSpot", "hubspot"), ("hub-spot", "hubspot"), ("SFDC", "salesforce"), ("Apache Kafka", "kafka")],
)
def test_a_name_matches_as_a_whole(catalog: Catalog, text: str, expected: str) -> None:
    match = catalog.match_name(text)

    assert match is not None
    assert (match.system.id, match.generic) == (expected, False)


@pytest.mark.parametrize("text", ["HubSpot contacts", "my hubspot", "order service", "", "!"])
def test_a_text_that_contains_a_name_is_no_name(catalog: Catalog, text: str) -> None:
    assert catalog.match_name(text) is None


@pytest.mark.parametrize("text", ["Plain", "make", "Segment", "Resend", "Front", "Linear", "Square", "Box", "Loops"])
def test_a_vendor_called_by_a_common_word_demands_an_anchor(catalog: Catalog, text: str) -> None:
    match = catalog.match_name(text)

    assert match is not None
    assert match.generic


@given(st.text(max_size=200))
def test_no_text_breaks_the_lookups(text: str) -> None:
    for lookup in (
        BUNDLED.match_image,
        BUNDLED.match_scheme,
        BUNDLED.match_env,
        BUNDLED.match_webhook_header,
        BUNDLED.match_name,
    ):
        match = lookup(text)

        assert match is None or match.system is None or match.system.id in BUNDLED.systems
