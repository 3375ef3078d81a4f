"""The resolver as a specification: facts of a small estate in, flows out."""

from __future__ import annotations

from functools import cache

import pytest
from msgspec import structs

from mapgen.catalog import Catalog, load_catalog
from mapgen.model.facts import AnyFact, ApiDescribed, ConfigRead, OperationDescribed, UnitDeclared
from mapgen.model.vocabulary import FlowTransport, Initiator
from mapgen.resolve import Resolution, resolve
from mapgen.resolve.candidates import Candidate
from mapgen.resolve.confidence import weight_of, weights
from tests.facts import (
    UNKNOWN,
    at,
    call,
    declared,
    dependency,
    env,
    imported,
    join,
    message,
    module,
    prop,
    ref,
    role,
    route,
    service,
    store,
    text,
    traffic,
)


@cache
def catalog() -> Catalog:
    return load_catalog()


ESTATE = [service("orders", "orders"), service("crm", "crm"), service("bus", image="apache/kafka:3.9")]


def resolved(*facts: AnyFact) -> Resolution:
    return resolve([*ESTATE, *facts], catalog())


def arrows(*facts: AnyFact) -> set[tuple[str, str]]:
    found = resolved(*facts).candidates
    return {(c.source.key, c.target.key) for c in found if weight_of(c) >= weights().threshold}


def only(*facts: AnyFact) -> Candidate:
    found = resolved(*facts).candidates
    assert len(found) == 1, [(c.source.key, c.target.key) for c in found]
    return found[0]


def test_a_call_to_a_configured_address_is_a_flow_with_code_and_config_evidence() -> None:
    flow = only(call("orders/a.py", ref("env", "CRM_URL")), env("orders", "CRM_URL", "http://crm:8080"))
    assert (flow.source.key, flow.target.key, flow.initiator) == ("orders", "crm", Initiator.SOURCE)
    assert {clue.kind.value for clue in flow.all_clues()} == {"code", "config"}
    assert weight_of(flow) > 0.95


def test_a_call_to_a_vendor_host_is_a_flow_to_the_vendor() -> None:
    assert arrows(call("orders/a.py", "https://api.hubapi.com/crm/v3")) == {("orders", "hubspot")}


def test_a_call_whose_host_only_resembles_a_vendor_is_not_the_vendor() -> None:
    assert ("orders", "hubspot") not in arrows(call("orders/a.py", "https://nothubapi.com/x"))


def test_a_call_to_an_unknown_public_host_is_an_external_system_and_named_in_the_coverage() -> None:
    found = resolved(call("orders/a.py", "https://rates.fx-feed.io/latest"))
    assert found.candidates[0].target.external
    assert found.coverage.unresolved_hosts == ["rates.fx-feed.io"]


def test_an_unset_address_is_guessed_from_its_name_with_less_confidence() -> None:
    flow = only(call("orders/a.py", ref("env", "CRM_SERVICE_ADDR"), transport="grpc"))
    assert flow.target.key == "crm"
    assert weight_of(flow) < 0.7


def test_an_sdk_call_is_a_flow_with_object_and_action() -> None:
    made = call("orders/a.py", UNKNOWN, "sdk", package="pypi:stripe", object_name="customer", action="create")
    flow = only(made)
    assert (flow.target.vendor, list(flow.objects), list(flow.actions)) == ("stripe", ["customer"], ["create"])


def test_an_import_alone_is_not_a_flow() -> None:
    assert arrows(imported("orders/a.py", "stripe")) == set()


def test_an_import_with_a_dependency_and_a_named_setting_is_a_flow() -> None:
    facts = (imported("orders/a.py", "stripe"), env("orders", "STRIPE_API_KEY", "x"))
    assert arrows(*facts) == {("orders", "stripe")}


def test_start_up_order_alone_is_not_a_flow() -> None:
    assert arrows(declared("orders", "crm", "depends_on")) == set()


def test_a_route_of_a_gateway_is_a_flow() -> None:
    assert arrows(declared("orders", "http://crm:80", "route")) == {("orders", "crm")}


def test_publishing_and_consuming_a_topic_are_two_legs_through_the_broker() -> None:
    found = arrows(message("orders/a.py", "publish", "orders"), message("crm/b.py", "consume", "orders"))
    assert found == {("orders", "bus"), ("bus", "crm")}


def test_a_consumer_opens_the_connection_the_data_comes_to_it() -> None:
    flow = only(message("crm/b.py", "consume", "orders"))
    assert (flow.source.key, flow.initiator, flow.channel) == ("bus", Initiator.TARGET, "orders")


def test_a_channel_with_one_side_is_named_in_the_coverage() -> None:
    found = resolved(message("orders/a.py", "publish", "orders"))
    assert found.coverage.one_sided_channels == ["bus: orders (no consumer found)"]


def test_a_database_client_joins_the_only_server_of_its_technology() -> None:
    facts = (service("orders-db", image="postgres:16"), store("orders/a.py", technology="postgresql"))
    assert arrows(*facts) == {("orders", "orders-db")}


def test_with_several_servers_the_configured_address_decides() -> None:
    facts = (
        service("orders-db", image="postgres:16"),
        service("crm-db", image="postgres:16"),
        store("orders/a.py", ref("env", "DATABASE_URL"), "postgresql"),
        env("orders", "DATABASE_URL", "postgresql://u:p@crm-db:5432/x"),
    )
    assert arrows(*facts) == {("orders", "crm-db")}


@pytest.mark.parametrize("url", ["jdbc:h2:mem:test", "sqlite:///local.db"])
def test_an_embedded_database_is_no_system(url: str) -> None:
    assert arrows(store("orders/a.py", url)) == set()


def test_a_read_only_client_makes_the_store_the_source() -> None:
    facts = (service("db", image="postgres:16"), store("crm/a.py", "postgresql://db/x", "postgresql", access="read"))
    assert arrows(*facts) == {("db", "crm")}


def test_a_webhook_route_that_checks_a_signature_makes_the_vendor_the_source() -> None:
    flow = only(route("crm/hooks.py", "/stripe", webhook_header="Stripe-Signature"))
    assert (flow.source.vendor, flow.target.key) == ("stripe", "crm")


def test_an_address_setting_is_a_flow_of_the_unit_that_carries_it() -> None:
    assert arrows(env("orders", "CRM_ADDR", "crm:8080")) == {("orders", "crm")}


def test_a_redirect_setting_is_not_a_flow() -> None:
    assert arrows(env("orders", "OAUTH_REDIRECT_URL", "http://crm:8080/callback")) == set()


def test_a_setting_that_every_unit_carries_is_not_a_call() -> None:
    others = [service(name, name) for name in ("a", "b", "c", "d")]
    settings = [env(name, "CRM_ADDR", "crm:8080") for name in ("orders", "a", "b", "c", "d", "bus")]
    assert arrows(*others, *settings) == set()


def test_facts_of_a_shared_library_belong_to_the_services_that_use_it() -> None:
    facts = (
        module("crm-client", "libs/crm-client", deployed=False),
        dependency("orders/pom.xml", "acme:crm-client", scope="internal"),
        call("libs/crm-client/src/Client.java", "http://crm:8080/contacts"),
    )
    assert arrows(*facts) == {("orders", "crm")}


def test_observed_traffic_alone_is_a_flow() -> None:
    flow = only(traffic("orders", "crm", method="GET", template="/contacts/{id}", count=40))
    assert weight_of(flow) > 0.9
    assert list(flow.operations) == ["GET /contacts/{id}"]


def test_observed_traffic_of_browsers_and_http_libraries_names_no_system() -> None:
    facts = [
        traffic(agent, "crm", source_kind="user_agent") for agent in ("Mozilla/5.0", "python-requests/2.31", "curl/8")
    ]
    found = resolved(*facts)
    assert found.candidates == []
    assert found.coverage.notices[0].count == 3


def test_an_unknown_caller_with_a_name_of_its_own_is_an_external_system() -> None:
    flow = only(traffic("LegacyPartnerSync/1.2", "crm", source_kind="user_agent", count=9))
    assert flow.source.external
    assert flow.source.name == "LegacyPartnerSync"


def test_a_loopback_address_is_the_unit_that_listens_on_the_port() -> None:
    facts = (service("billing", "billing", ports=(9090,)), call("orders/a.py", "http://localhost:9090/charge"))
    assert arrows(*facts) == {("orders", "billing")}


def test_a_unit_does_not_flow_into_itself() -> None:
    assert arrows(call("orders/a.py", "http://orders:80/self")) == set()


def test_reserved_example_hosts_are_nobody() -> None:
    assert arrows(call("orders/a.py", "https://api.example.com/x")) == set()


def test_a_mail_server_setting_is_an_email_flow_to_its_host() -> None:
    facts = declared("orders", "smtp.mail-host.net", "call", transport="email")
    flow = only(facts)
    assert flow.transport is FlowTransport.EMAIL


EUREKA_CLIENT = "org.springframework.cloud:spring-cloud-starter-netflix-eureka-client"


def test_a_client_role_without_any_server_is_said_in_the_coverage() -> None:
    found = resolved(dependency("orders/pom.xml", EUREKA_CLIENT), module("orders", "orders"))
    assert any(notice.code == "role.no_counterpart" for notice in found.coverage.notices)


def test_a_registry_client_registers_with_the_unit_that_plays_the_registry() -> None:
    facts = (
        dependency("orders/pom.xml", EUREKA_CLIENT),
        service("discovery", "discovery"),
        role("discovery/src/App.java", "service_registry"),
    )
    flow = only(*facts)
    assert (flow.source.key, flow.target.key, flow.transport) == ("orders", "discovery", FlowTransport.DISCOVERY)


def test_the_values_of_several_profiles_are_one_connection() -> None:
    key = "eureka.client.serviceUrl.defaultZone"
    facts = (
        dependency("orders/pom.xml", EUREKA_CLIENT),
        service("discovery", "discovery"),
        prop("orders/application.yml", key, "http://discovery:8761/eureka"),
        prop("orders/application-cloud.yml", key, "https://registry.apps-cloud.io/eureka", profile="cloud"),
    )
    assert arrows(*facts) == {("orders", "discovery")}


def test_a_topic_from_configuration_is_named() -> None:
    facts = (
        message("orders/a.py", "publish", join(ref("property", "topics.orders"))),
        prop("orders/application.yml", "topics.orders", "orders-v1"),
    )
    assert only(*facts).channel == "orders-v1"


def test_the_order_of_facts_does_not_matter() -> None:
    facts = [
        call("orders/a.py", "http://crm/x"),
        env("orders", "CRM", "http://crm"),
        message("orders/a.py", "publish", "t"),
    ]
    first = [(c.source.key, c.target.key, c.channel) for c in resolved(*facts).candidates]
    second = [(c.source.key, c.target.key, c.channel) for c in resolved(*reversed(facts)).candidates]
    assert first == second


def test_an_outsider_that_only_reads_takes_the_data_out() -> None:
    flow = only(traffic("LedgerSheets", "crm", source_kind="user_agent", method="GET", template="/v1/contacts"))
    assert (flow.source.key, flow.target.name, flow.initiator) == ("crm", "LedgerSheets", Initiator.TARGET)


def test_a_host_named_after_a_self_hosted_product_is_that_product() -> None:
    assert arrows(call("orders/a.py", "https://metabase.acme-widgets.org/api/card")) == {("orders", "metabase")}


def test_a_specification_the_user_names_proposes_its_consumers() -> None:
    place = at("specs/crm.yaml")
    facts = (
        ApiDescribed(location=place, rule="openapi/api", title="Pricing", version="1", format="openapi-3.1"),
        OperationDescribed(
            location=place, rule="openapi/operation", api="Pricing", direction="call", method="GET", path="/prices"
        ),
    )
    assert resolve([*ESTATE, *facts], catalog()).candidates == []
    found = resolve([*ESTATE, *facts], catalog(), given_specs=[("app", "specs/crm.yaml")]).candidates
    assert [(c.source.name, c.target.name) for c in found] == [("Pricing consumers", "Pricing")]


DB = service("orders-db", image="postgres:17")


def test_a_store_without_an_address_is_the_one_the_frameworks_own_setting_names() -> None:
    uses = store("orders/Order.java", package="maven:org.springframework.data:spring-data-jpa")
    setting = env("orders", "SPRING_DATASOURCE_URL", "jdbc:postgresql://orders-db:5432/o", shared=True)
    other_db = service("crm-db", image="postgres:17")
    flow = only(DB, other_db, uses, setting)
    assert (flow.source.key, flow.target.key, flow.transport) == ("orders", "orders-db", FlowTransport.DATABASE)
    assert {clue.kind.value for clue in flow.all_clues()} == {"code", "config"}


def test_a_shared_setting_means_what_it_means_for_the_unit_that_gets_it() -> None:
    mine = env("orders", "CRM_URL", "http://crm:8080", "b.yml", shared=True)
    someone_elses = env("bus", "CRM_URL", "http://legacy:8080", "a.yml", shared=True)
    assert arrows(mine, someone_elses, call("orders/a.py", ref("env", "CRM_URL"))) == {("orders", "crm")}


def test_a_setting_read_in_code_is_followed_to_the_first_value_that_is_a_known_system() -> None:
    local = env("orders", "DB_URI", "postgresql://127.0.0.1:5432/o", "a.yml")
    deployed = env("orders", "DB_URI", "postgresql://orders-db:5432/o", "b.yml")
    assert ("orders", "orders-db") in arrows(DB, local, deployed, read("orders/a.py", "DB_URI"))


def test_a_test_image_on_a_database_does_not_make_the_service_a_database() -> None:
    images = [packed("orders", "golang:1.25", "Dockerfile"), packed("orders", "mongo:7", "Dockerfile-test")]
    found = resolved(*images, call("orders/a.py", "http://crm"))
    assert [c.source.kind for c in found.candidates] == ["service"]


def test_a_bare_vendor_host_in_a_domain_setting_is_an_address_even_with_a_blank_in_it() -> None:
    setting = env("orders", "SHOP_DOMAIN", "[your-shop].myshopify.com", strength="weak")
    assert arrows(setting, read("orders/a.py", "SHOP_DOMAIN")) == {("orders", "shopify")}


def test_a_brokers_image_under_another_name_is_not_the_library_of_that_name() -> None:
    bus = service("eventbus", image="rabbitmq")
    library = module("EventBus", "src/EventBus", deployed=False)
    found = resolved(bus, library, declared("orders", "eventbus", "reference")).candidates
    assert [(c.target.key, c.target.kind) for c in found] == [("eventbus", "broker")]


def test_a_connection_setting_that_names_a_broker_is_messaging() -> None:
    flow = only(prop("orders/appsettings.json", "ConnectionStrings.EventBus", "amqp://mq.acme.internal"))
    assert flow.transport is FlowTransport.MESSAGING


def test_a_brokers_client_and_its_build_entry_are_a_flow_without_a_declared_broker() -> None:
    facts = (imported("billing/a.ts", "amqplib", "npm"), dependency("billing/package.json", "amqplib", "npm"))
    assert arrows(module("billing", "billing"), *facts) == {("billing", "rabbitmq")}


def test_a_machines_own_metadata_is_not_a_system() -> None:
    assert arrows(call("orders/a.py", "http://metadata.google.internal/computeMetadata/v1/instance/zone")) == set()


def test_a_store_of_another_sort_is_not_joined_for_want_of_an_address() -> None:
    cache = store("orders/a.rb", "redis://cache:6379", "redis")
    flow = only(structs.replace(cache, transport="cache"), store("orders/models.rb", package="gem:rails"))
    assert [clue.fact.location.path for clue in flow.clues] == ["orders/a.rb"]


def test_a_library_named_by_its_folder_belongs_to_the_projects_that_refer_to_it() -> None:
    library = module("Shop.Messaging", "src/Wires", deployed=False)
    refers = dependency("orders/orders.csproj", "src/Wires", "nuget", scope="internal")
    assert arrows(library, refers, call("src/Wires/Client.cs", "http://crm:8080")) == {("orders", "crm")}


def test_a_link_to_a_vendors_website_in_a_setting_is_not_a_flow() -> None:
    assert arrows(env("orders", "PROFILE_URL", "https://www.linkedin.com/in/")) == set()
    assert arrows(env("orders", "NETWORK_URL", "https://api.linkedin.com/v2")) == {("orders", "linkedin")}


def test_a_default_with_a_blank_to_fill_in_is_an_example() -> None:
    assert arrows(env("orders", "QUEUE_URL", "https://sqs.us-east-1.amazonaws.com/your-account-id")) == set()


def test_the_scheme_of_an_address_tells_the_transport_to_a_service_of_unknown_make() -> None:
    setting = env("orders", "ORDERS_URI", "mongodb://crm:27017/orders")
    flow = only(declared("orders", "crm", "depends_on"), setting)
    assert (flow.target.key, flow.transport) == ("crm", FlowTransport.DATABASE)


def test_a_scrape_job_in_an_applications_folder_is_run_by_prometheus() -> None:
    job = declared("http://crm:8080", None, "scrape", initiator="target", location=at("orders/prometheus.yml"))
    assert arrows(structs.replace(job, rule="prometheus/scrape")) == {("crm", "prometheus")}


def test_an_example_that_names_a_deployed_service_is_as_good_as_a_setting() -> None:
    example = env(None, "CRM_HOST", "crm", "orders/.env.example", strength="weak")
    used = prop("orders/config/crm.php", "crm.url", join("http://", ref("env", "CRM_HOST"), ":8080"))
    assert arrows(example, used) == {("orders", "crm")}


def test_a_library_passes_a_role_on_only_where_the_class_path_is_enough() -> None:
    shared = module("Shop.Defaults", "src/Defaults", deployed=False)
    refers = dependency("orders/orders.csproj", "src/Defaults", "nuget", scope="internal")
    bearer = dependency("src/Defaults/d.csproj", "Microsoft.AspNetCore.Authentication.JwtBearer", "nuget")
    keycloak = service("login", image="quay.io/keycloak/keycloak:26")
    assert arrows(keycloak, shared, refers, bearer) == set()
    own = dependency("orders/orders.csproj", bearer.package, "nuget")
    assert arrows(keycloak, shared, refers, own) == {("login", "orders")}


def test_the_library_of_a_managed_store_is_a_flow_but_that_of_a_server_one_hosts_is_not() -> None:
    def uses(module_name: str, ecosystem: str) -> set[tuple[str, str]]:
        build = dependency("billing/go.mod", module_name, ecosystem)
        return arrows(module("billing", "billing"), imported("billing/a.go", module_name, ecosystem), build)

    assert uses("cloud.google.com/go/firestore", "go") == {("billing", "firestore")}
    assert uses("github.com/lib/pq", "go") == set()


def test_a_store_inside_the_process_has_no_other_side() -> None:
    setting = prop("orders/src/main/resources/application.yml", "datasources.default.url", "jdbc:h2:mem:devDb")
    assert arrows(DB, setting) == set()


def read(path: str, key: str) -> ConfigRead:
    return ConfigRead(location=at(path), rule="python/config", namespace="env", key=key)


def packed(folder: str, base: str, file: str) -> UnitDeclared:
    return UnitDeclared(
        location=at(f"{folder}/{file}"), rule="dockerfile/from", name=folder, unit_kind="container_image",
        directory=folder, image=text(base),
    )  # fmt: skip


def test_a_library_nobody_depends_on_belongs_to_the_application_that_holds_it() -> None:
    facts = (
        module("plugin-sync", "orders/plugins/sync", deployed=False),
        call("orders/plugins/sync/client.py", "https://api.hubapi.com/crm/v3"),
    )
    assert arrows(*facts) == {("orders", "hubspot")}


def test_a_hosted_loader_connects_to_the_warehouse_itself() -> None:
    found = arrows(declared("Salesforce", "Snowflake", "sync", via="Stitch"))
    assert found == {("salesforce", "snowflake"), ("stitch", "snowflake")}


def test_a_loader_the_estate_deploys_moves_the_data_in_two_legs() -> None:
    facts = (service("airbyte", image="airbyte/server:1"), declared("Salesforce", "Snowflake", "sync", via="Airbyte"))
    assert arrows(*facts) == {("salesforce", "airbyte"), ("airbyte", "snowflake")}


def test_a_workspace_acts_by_code_of_its_own_but_not_by_its_settings() -> None:
    held = [module("monorepo", ""), service("a", "src/a"), service("b", "src/b")]
    held += [call("src/a/x.py", "http://b:80"), call("src/b/x.py", "http://a:80")]
    own, shared, tooling = (
        call(path, "https://api.hubapi.com/crm/v3") for path in ("jobs/sync.py", "src/shared/client.py", "scripts/r.py")
    )
    among = {("a", "b"), ("b", "a")}
    assert arrows(*held, own) == {*among, ("monorepo", "hubspot")}
    assert arrows(*held, shared) == arrows(*held, tooling) == among
    assert ("monorepo", "crm") not in arrows(*held, own, env(None, "CRM_ADDR", "crm:8080", path=".env"))
