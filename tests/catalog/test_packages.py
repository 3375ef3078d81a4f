from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapgen.catalog import Catalog, load_catalog
from mapgen.catalog.packages import normal

BUNDLED = load_catalog()


@pytest.mark.parametrize(
    ("package", "expected"),
    [
        ("npm:@hubspot/api-client", "hubspot"),
        ("pypi:Simple_Salesforce", "salesforce"),
        ("pypi:psycopg2-binary", "postgresql"),
        ("maven:org.postgresql:postgresql", "postgresql"),
        ("maven:org.postgresql:postgresql:42.7.3", "postgresql"),
        ("maven:org.apache.spark:spark-sql_2.13", "spark"),
        ("go:github.com/jackc/pgx/v5/pgxpool", "postgresql"),
        ("go:github.com/redis/go-redis/v9", "redis"),
        ("go:github.com/twmb/franz-go/pkg/kgo", "kafka"),
        ("nuget:npgsql", "postgresql"),
        ("gem:restforce", "salesforce"),
        ("packagist:Stripe/stripe-php", "stripe"),
        ("npm:firebase-admin", "firebase_auth"),
    ],
)
def test_a_package_belongs_to_the_system_it_talks_to(catalog: Catalog, package: str, expected: str) -> None:
    match = catalog.match_package(package)

    assert match is not None
    assert match.system is not None
    assert match.system.id == expected


@pytest.mark.parametrize(
    "package", ["npm:stripe-mock-helper", "pypi:notstripe", "go:github.com/stripe", "stripe", "", "npm:"]
)
def test_only_exact_packages_match(catalog: Catalog, package: str) -> None:
    assert catalog.match_package(package) is None


def test_a_library_without_a_system_is_known_all_the_same(catalog: Catalog) -> None:
    match = catalog.match_package("npm:axios")

    assert match is not None
    assert match.system is None


def test_a_package_of_several_systems_names_them_all_the_likeliest_first(catalog: Catalog) -> None:
    match = catalog.match_package("pypi:confluent-kafka")

    assert [system.id for system in match.systems] == ["kafka", "confluent_cloud"]


def test_an_unconfirmed_package_matches_with_the_flag_down(catalog: Catalog) -> None:
    assert catalog.match_package("maven:com.stripe:stripe-java").verified is False
    assert catalog.match_package("npm:stripe").verified is True


@pytest.mark.parametrize(
    ("ecosystem", "module", "expected"),
    [
        ("pypi", "stripe", "stripe"),
        ("pypi", "hubspot.crm.contacts", "hubspot"),
        ("pypi", "simple_salesforce", "salesforce"),
        ("pypi", "kafka", "kafka"),
        ("pypi", "google.cloud.storage", "gcs"),
        ("pypi", "smtplib", "smtp"),
        ("maven", "com.stripe.model.Charge", "stripe"),
        ("maven", "com.stripe.*", "stripe"),
        ("maven", "software.amazon.awssdk.services.sqs.SqsClient", "sqs"),
        ("maven", "org.springframework.data.mongodb.repository.MongoRepository", "mongodb"),
        ("go", "github.com/stripe/stripe-go/v76/customer", "stripe"),
        ("npm", "@aws-sdk/client-s3", "s3"),
        ("npm", "stripe/lib/stripe", "stripe"),
        ("nuget", "Stripe.Checkout", "stripe"),
        ("nuget", "Amazon.SQS.Model", "sqs"),
        ("gem", "google/cloud/pubsub", "google_pubsub"),
        ("packagist", "\\Stripe\\StripeClient", "stripe"),
        ("crates", "tokio_postgres::NoTls", "postgresql"),
    ],
)
def test_an_import_leads_to_its_package_by_the_longest_root(
    catalog: Catalog, ecosystem: str, module: str, expected: str
) -> None:
    match = catalog.match_import(ecosystem, module)

    assert match is not None
    assert match.system is not None
    assert match.system.id == expected


@pytest.mark.parametrize(
    ("ecosystem", "module"),
    [
        ("pypi", "stripes"),
        ("pypi", "google.protobuf"),
        ("maven", "com.google.common.collect.Lists"),
        ("maven", "org.springframework.stereotype.Service"),
        ("maven", "java.util.List"),
        ("npm", "./stripe"),
        ("npm", "stripe-local"),
        ("cobol", "stripe"),
        ("pypi", ""),
    ],
)
def test_an_import_of_something_else_leads_nowhere(catalog: Catalog, ecosystem: str, module: str) -> None:
    assert catalog.match_import(ecosystem, module) is None


def test_a_framework_import_names_its_library(catalog: Catalog) -> None:
    match = catalog.match_import("maven", "org.springframework.web.client.RestTemplate")

    assert match.package == "maven:org.springframework:spring-web"
    assert match.system is None


@given(st.text(max_size=80))
def test_normalising_twice_changes_nothing(name: str) -> None:
    for ecosystem in ("pypi", "npm", "maven", "go", "nuget", "gem", "packagist", "crates"):
        once = normal(f"{ecosystem}:{name}")

        assert normal(once) == once or ecosystem == "go"  # a Go path may hold several version elements


@given(st.sampled_from(["pypi", "npm", "go", "maven"]), st.text(max_size=120))
def test_no_text_breaks_the_import_lookup(ecosystem: str, module: str) -> None:
    match = BUNDLED.match_import(ecosystem, module)

    assert match is None or match.package


def test_every_listed_package_finds_a_system_that_lists_it(catalog: Catalog) -> None:
    for system in catalog.systems.values():
        for package in (*system.packages, *system.unverified.packages):
            assert system in catalog.match_package(package.name).systems, package.name


def test_every_stated_import_is_found(catalog: Catalog) -> None:
    for system in catalog.systems.values():
        for package in (*system.packages, *system.unverified.packages):
            ecosystem = package.name.partition(":")[0]
            for module in package.imports:
                assert catalog.match_import(ecosystem, module) is not None, module
