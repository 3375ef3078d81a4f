"""Wire-compatible technologies: a Redis client talks to Valkey, a MySQL driver to MariaDB."""

from __future__ import annotations

_FAMILIES: dict[str, tuple[str, ...]] = {
    "redis": ("redis", "valkey", "keydb", "dragonfly", "dragonflydb", "garnet"),
    "mysql": ("mysql", "mariadb", "percona", "tidb", "vitess"),
    "postgresql": ("postgresql", "postgres", "timescaledb", "cockroachdb", "yugabytedb", "postgis", "pgvector"),
    "kafka": ("kafka", "apache_kafka", "confluent", "confluent_kafka", "redpanda"),
    "elasticsearch": ("elasticsearch", "opensearch"),
    "mongodb": ("mongodb", "ferretdb"),
    "cassandra": ("cassandra", "scylladb"),
    "sqlserver": ("sqlserver", "microsoft_sql_server", "mssql"),
    "rabbitmq": ("rabbitmq", "lavinmq"),
    "kafka_connect": ("kafka_connect", "debezium"),
    "activemq": ("activemq", "activemq_artemis", "artemis"),
}
_FAMILY_OF = {member: family for family, members in _FAMILIES.items() for member in members}

EMBEDDED = frozenset({"h2", "hsqldb", "derby", "sqlite", "duckdb", "embedded"})
"""Databases that live inside the process or a local file: no flow between systems."""


def family_of(technology: str) -> str:
    """The protocol family of a catalog id; itself when it has none."""
    return _FAMILY_OF.get(technology, technology)
