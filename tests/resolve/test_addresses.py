from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapgen.resolve.addresses import MAX_ADDRESS, is_address, parse_addresses


@pytest.mark.parametrize(
    ("written", "scheme", "host", "port"),
    [
        ("http://orders:8080/api", "http", "orders", 8080),
        ("https://api.hubapi.com/crm/v3", "https", "api.hubapi.com", 0),
        ("lb://account-service", "lb", "account-service", 0),
        ("orders:8080", "", "orders", 8080),
        ("jdbc:postgresql://db.internal:5432/crm", "jdbc:postgresql", "db.internal", 5432),
        ("jdbc:sqlserver://sql:1433;databaseName=x", "jdbc:sqlserver", "sql", 1433),
        ("jdbc:oracle:thin:@ora:1521:xe", "jdbc:oracle", "ora", 0),
        ("mongodb://user:pw@mongo:27017/crm", "mongodb", "mongo", 27017),
        ("amqps://u:p@bus.example.io/vhost", "amqps", "bus.example.io", 0),
        ("user:pw@tcp(mysql:3306)/shop", "mysql", "mysql", 3306),
        ("Server=sql.local,1433;Database=crm;User=x", "dsn", "sql.local", 1433),
        ("Host=astronomy-db;Username=u;Database=d", "dsn", "astronomy-db", 0),
        ("host=pg port=5432 dbname=crm", "dsn", "pg", 0),
        ("dns:///catalog:50051", "dns", "catalog", 50051),
        ("https+http://basket", "http", "basket", 0),
        ("redis://[::1]:6379/0", "redis", "::1", 0),
    ],
)
def test_reads_every_spelling_of_an_address(written: str, scheme: str, host: str, port: int) -> None:
    found = parse_addresses(written)[0]
    assert (found.scheme, found.host, found.port) == (scheme, host, port)


def test_a_list_of_hosts_gives_all_of_them() -> None:
    assert [a.host for a in parse_addresses("kafka-1:9092,kafka-2:9092")] == ["kafka-1", "kafka-2"]


def test_a_hole_as_host_is_kept_with_its_name() -> None:
    found = parse_addresses("http://{env:CRM_HOST}:{env:CRM_PORT}/v1")[0]
    assert found.hole == ("env", "CRM_HOST")


@pytest.mark.parametrize(
    "written", ["", "true", "hello world", "classpath:/shared", "mailto:a@b.c", "x" * (MAX_ADDRESS + 1), "urn:isbn:1"]
)
def test_what_is_no_address_gives_none(written: str) -> None:
    assert not is_address(written)


@given(st.text(max_size=300))
def test_any_text_is_read_without_error(written: str) -> None:
    for found in parse_addresses(written):
        assert found.host
