from __future__ import annotations

import pytest

from mapgen.catalog import Catalog


@pytest.mark.parametrize(
    ("package", "expected"),
    [
        ("maven:org.springframework.cloud:spring-cloud-starter-netflix-eureka-server", "service_registry"),
        ("maven:org.springframework.cloud:spring-cloud-starter-netflix-eureka-client", "service_registry_client"),
        ("maven:org.springframework.cloud:spring-cloud-starter-config", "config_server_client"),
        ("maven:org.springframework.cloud:spring-cloud-config-server:2.2.0", "config_server"),
        ("maven:org.springframework.cloud:spring-cloud-starter-zipkin", "tracing_server_client"),
        ("maven:net.logstash.logback:logstash-logback-encoder", "log_server_client"),
        ("maven:org.springframework.cloud:spring-cloud-starter-bus-amqp", "message_bus_client"),
        ("nuget:Steeltoe.Discovery.Eureka", "service_registry_client"),
        ("go:go.opentelemetry.io/otel/exporters/otlp/otlptrace/otlptracegrpc", "telemetry_collector_client"),
        ("npm:prom-client", "metrics_server_client"),
        ("pypi:opentelemetry_exporter_otlp", "telemetry_collector_client"),
    ],
)
def test_a_dependency_gives_a_role(catalog: Catalog, package: str, expected: str) -> None:
    assert catalog.role_for_package(package).role.id == expected


def test_a_plain_library_gives_none(catalog: Catalog) -> None:
    assert catalog.role_for_package("maven:com.google.guava:guava") is None


@pytest.mark.parametrize(
    ("language", "name", "expected"),
    [
        ("java", "EnableEurekaServer", "service_registry"),
        ("java", "@EnableConfigServer", "config_server"),
        ("java", "org.springframework.cloud.netflix.zuul.EnableZuulProxy", "gateway"),
        ("java", "EnableResourceServer", "resource_server"),
        ("java", "EnableAuthorizationServer", "auth_server"),
        ("java", "EnableTurbineStream", "circuit_breaker_stream_aggregator"),
        ("kotlin", "EnableEurekaServer", "service_registry"),
    ],
)
def test_an_annotation_gives_a_role(catalog: Catalog, language: str, name: str, expected: str) -> None:
    assert catalog.role_for_annotation(language, name).role.id == expected


def test_an_annotation_of_another_language_gives_none(catalog: Catalog) -> None:
    assert catalog.role_for_annotation("python", "EnableEurekaServer") is None


@pytest.mark.parametrize(
    ("image", "expected"),
    [
        ("openzipkin/zipkin:2.24", "tracing_server"),
        ("docker.elastic.co/logstash/logstash:8.1.0", "log_server"),
        ("prom/prometheus", "metrics_server"),
        ("nginx:alpine", "gateway"),
        ("jaegertracing/all-in-one:1.50", "tracing_server"),
    ],
)
def test_an_image_plays_a_role(catalog: Catalog, image: str, expected: str) -> None:
    assert catalog.role_for_image(image).role.id == expected


@pytest.mark.parametrize(
    "spelling",
    [
        "eureka.client.serviceUrl.defaultZone",
        "eureka.client.service-url.defaultZone",
        "eureka.client.service_url.default-zone",
        "EUREKA_CLIENT_SERVICEURL_DEFAULTZONE",
    ],
)
def test_a_key_is_known_in_every_spelling(catalog: Catalog, spelling: str) -> None:
    match = catalog.role_for_config_key(spelling)

    assert (match.role.id, match.key.target, match.key.system) == ("service_registry_client", "urls", "eureka")


@pytest.mark.parametrize(
    ("key", "role", "target"),
    [
        ("spring.cloud.config.uri", "config_server_client", "urls"),
        ("spring.zipkin.base-url", "tracing_server_client", "url"),
        ("spring.boot.admin.client.url", "admin_server_client", "urls"),
        ("security.oauth2.resource.user-info-uri", "resource_server", "url"),
        ("spring.rabbitmq.host", "message_broker_client", "host"),
        ("spring.mail.host", "mail_client", "host"),
        ("spring.datasource.url", "database_client", "dsn"),
        ("zuul.routes.orders.url", "gateway", "url"),
        ("spring.cloud.gateway.routes[0].uri", "gateway", "url"),
        ("spring.security.oauth2.client.provider.corp.issuer-uri", "auth_client", "url"),
        ("ReverseProxy:Clusters:orders:Destinations:d1:Address", "gateway", "url"),
        ("ConnectionStrings__Orders", "database_client", "dsn"),
        ("KAFKA_ZOOKEEPER_CONNECT", "coordinator_client", "hosts_ports"),
    ],
)
def test_a_key_says_how_to_read_its_value(catalog: Catalog, key: str, role: str, target: str) -> None:
    match = catalog.role_for_config_key(key)

    assert (match.role.id, match.key.target) == (role, target)


def test_the_configserver_import_names_its_prefix(catalog: Catalog) -> None:
    assert catalog.role_for_config_key("spring.config.import").key.prefix == "configserver:"


def test_a_switch_can_take_a_role_away(catalog: Catalog) -> None:
    key = catalog.role_for_config_key("eureka.client.enabled").key

    assert (key.negates, key.when) == (True, "false")


@pytest.mark.parametrize("key", ["server.port", "", "zuul", "my.zuul.routes.x.url"])
def test_any_other_key_gives_none(catalog: Catalog, key: str) -> None:
    assert catalog.role_for_config_key(key) is None


def test_counterparts_agree_on_direction_and_initiator(catalog: Catalog) -> None:
    opposite = {"to_counterpart": "from_counterpart", "from_counterpart": "to_counterpart", "none": "none"}
    other = {"self": "counterpart", "counterpart": "self", "none": "none"}
    for role in catalog.roles.values():
        if role.counterpart:
            back = catalog.roles[role.counterpart]
            if back.counterpart == role.id and role.relation != "admin":
                assert back.data == opposite[role.data], role.id
                assert back.initiator == other[role.initiator], role.id


def test_clients_of_a_registry_register_and_clients_of_a_config_server_fetch(catalog: Catalog) -> None:
    registry, config = catalog.roles["service_registry_client"], catalog.roles["config_server_client"]

    assert (registry.data, registry.initiator) == ("to_counterpart", "self")
    assert (config.data, config.initiator) == ("from_counterpart", "self")


def test_a_metrics_server_scrapes(catalog: Catalog) -> None:
    assert catalog.roles["metrics_server"].initiator == "self"
    assert catalog.roles["metrics_server"].data == "from_counterpart"


def test_no_two_roles_claim_the_same_thing(catalog: Catalog) -> None:
    claims = [
        claim
        for role in catalog.roles.values()
        for claim in (*role.packages, *role.images, *(key.key for key in role.config_keys))
    ]

    assert len(claims) == len(set(claims))
