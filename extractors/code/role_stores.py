"""Store roles: databases, caches, search engines, object stores, warehouses."""

from __future__ import annotations

from collections.abc import Iterator

from extractors.code.context import ADDRESSES, Use
from extractors.code.ir import Record, Text, keyword
from extractors.code.role_common import Handler, values_of
from extractors.code.sql import read_statement
from extractors.code.values import rank
from mapgen.model.facts import (
    Access,
    AnyFact,
    DataField,
    StoreUsed,
    Transport,
)
from mapgen.model.value import UNKNOWN, Value

_OBJECT_KINDS = frozenset({"table", "entity", "collection", "index", "bucket", "object"})


def store_handler(transport: Transport) -> Handler:
    """The handler of the stores of one transport."""

    def used(use: Use) -> Iterator[AnyFact]:
        kind = use.rule.construct.target_kind
        values = values_of(use)
        objects: list[str] = []
        fields: tuple[DataField, ...] = ()
        access = _store_access(use.symbol[-1])
        target = UNKNOWN
        if kind == "sql":
            statements = [made for value in values if (made := read_statement(str(value))) is not None]
            objects = [name for made in statements for name in made.tables]
            fields = tuple(
                DataField(name, "", made.tables[0] if len(made.tables) == 1 else "", use.line)
                for made in statements
                for name in made.columns
            )
            access = statements[0].access if statements else access
        elif kind == "model":
            objects = [use.symbol[-2]]
        elif kind in _OBJECT_KINDS:
            objects = [value.literal for value in values if value.literal]
            target = values[0] if kind == "bucket" and values else UNKNOWN
        elif values:
            target = next((value for value in values if rank(value)), values[0])
        if target == UNKNOWN and kind not in ADDRESSES:
            target = use.receiver_base(ADDRESSES) or UNKNOWN
        if use.owner is not None and not objects and kind in _OBJECT_KINDS:
            objects = [use.owner.name]
        yield StoreUsed(
            location=use.file.location(use.line),
            rule=use.rule_id,
            transport=transport,
            target=_database(target, use),
            store=use.system or _named_driver(use),
            access=access,
            objects=tuple(dict.fromkeys(objects)),
            package=use.package,
            fields=fields,
        )

    return used


_DRIVERS = {
    "postgres": "postgresql",
    "pgx": "postgresql",
    "pq": "postgresql",
    "mysql": "mysql",
    "sqlserver": "sqlserver",
}
_DRIVERS |= {"mssql": "sqlserver", "clickhouse": "clickhouse", "snowflake": "snowflake", "oracle": "oracle_db"}


def _named_driver(use: Use) -> str:
    """The technology of a generic library that is told its driver by name (`sql.Open("pgx", dsn)`)."""
    first = use.call.args[0] if len(use.call.args) > 1 else None
    return _DRIVERS.get(first.value, "") if isinstance(first, Text) else ""


def _database(target: Value, use: Use) -> Value:
    """A DSN, or the host argument where there is no DSN."""
    if rank(target):
        return target
    host = keyword(use.call, "host") or keyword(use.call, "server")
    if host is None and use.call.args:
        record, home = use.file.folder.follow(use.call.args[0], use.scope)
        if isinstance(record, Record):
            host = next((value for key, value in record.entries if key in ("host", "url", "connectionString")), None)
            return use.file.value(host, home) if host is not None else target
    return use.file.value(host, use.scope) if host is not None else target


def _store_access(name: str) -> Access:
    lowered = name.lower()
    if lowered.startswith(("get", "find", "query", "read", "download", "search", "select", "fetch")):
        return "read"
    if lowered.startswith(("put", "insert", "update", "save", "write", "upload", "delete", "set")):
        return "write"
    return "unknown"
