"""Frameworks whose connections are named, not called: Django's settings, Airflow's connection ids, services of AWS."""

from __future__ import annotations

from collections.abc import Iterator

from extractors.code.context import FileContext, Use
from extractors.code.ir import Expr, Invoke, Listing, Record, entry, last_name
from extractors.code.module import Binding, Scope
from extractors.code.rules import CALLED, STORE_KINDS
from extractors.code.sdk import described_words
from extractors.code.sql import read_statement
from extractors.code.symbols import LOCAL
from extractors.code.values import rank
from mapgen.catalog import System
from mapgen.model.facts import AnyFact, CallMade, DataField, StoreUsed, Transport
from mapgen.model.naming import words
from mapgen.model.value import UNKNOWN, Value, ref, text

# Django ----------------------------------------------------------------------------------------------------------

_ENGINES = {"postgresql": "postgresql", "postgis": "postgresql", "mysql": "mysql", "oracle": "oracle", "mssql": "mssql"}
_BACKENDS = {"redis": "redis", "memcached": "memcached", "pymemcache": "memcached", "pylibmc": "memcached"}
_BROKER_SETTINGS = ("CELERY_BROKER_URL", "BROKER_URL")


def django_settings(file: FileContext) -> Iterator[AnyFact]:
    """Databases, caches, the mail host and the task broker of a settings module."""
    module = file.module.scopes[0]
    databases, caches = module.bindings.get("DATABASES"), module.bindings.get("CACHES")
    if file.module.language != "python" or not (databases or caches or "INSTALLED_APPS" in module.bindings):
        return
    for binding in databases or ():
        yield from _stores(file, binding, module, "HOST", "ENGINE", _ENGINES, "database")
    for binding in caches or ():
        yield from _stores(file, binding, module, "LOCATION", "BACKEND", _BACKENDS, "cache")
    for name in ("EMAIL_HOST", *_BROKER_SETTINGS):
        for binding in module.bindings.get(name, ()):
            value = file.folder.bound(binding, module)
            if rank(value):
                mail = name == "EMAIL_HOST"
                yield CallMade(
                    location=file.location(binding.line),
                    rule=file.rule_id(f"django {name}"),
                    transport="email" if mail else "messaging",
                    target=value,
                    target_kind="host" if mail else "url",
                    action="send" if mail else "connect",
                )


def _stores(
    file: FileContext, binding: Binding, scope: Scope, address: str, kind: str, stores: dict[str, str], by: Transport
) -> Iterator[StoreUsed]:
    value = file.module.value(binding)
    for _, given in value.entries if isinstance(value, Record) else ():
        if isinstance(given, Record):
            target, engine = entry(given, address), entry(given, kind)
            named = str(file.folder.fold(engine, scope)).lower() if engine is not None else ""
            store = next((store for word, store in stores.items() if word in named), "")
            folded = file.value(target, scope) if target is not None else UNKNOWN
            if not store and not rank(folded):
                continue
        else:
            store, folded = "", file.value(given, scope)
            if not rank(folded):
                continue
        line = given.line if isinstance(given, (Record, Invoke)) and given.line else binding.line
        yield StoreUsed(
            location=file.location(line),
            rule=file.rule_id(f"django {binding.name}"),
            transport=by,
            target=folded,
            store=store,
            access="both",
        )


# Airflow ---------------------------------------------------------------------------------------------------------

_SUFFIXES = ("Operator", "Hook", "Sensor")
_OBJECT_KEYS = ("s3_bucket", "bucket_name", "bucket", "table", "table_name", "destination_table", "source_table")


def airflow_connections(file: FileContext) -> Iterator[AnyFact]:
    """Operators and hooks of Airflow's providers: the class tells the system, the connection id its address."""
    if not any(item.symbol[:2] == ("airflow", "providers") for item in file.module.imports):
        return
    for call in file.module.calls:
        if not call.name.endswith(_SUFFIXES):
            continue
        expr, scope = file.module.lower(call.node), file.module.scope_at(call.at)
        symbol = file.symbols.of(expr.callee, scope) if isinstance(expr, Invoke) else ()
        if not isinstance(expr, Invoke) or symbol[:2] != ("airflow", "providers"):
            continue
        if file.book.match(symbol, CALLED) is not None:
            continue
        ids = [(key, value) for key, value in expr.keywords if key.endswith("conn_id")]
        found = _systems(file, symbol, [key for key, _ in ids])
        for system in found:
            mine = [value for key, value in ids if len(ids) == 1 == len(found) or _tells(file, key, system)]
            given = mine[0] if mine else None
            yield _connected(file, expr, scope, system, given)


def _tells(file: FileContext, key: str, system: System) -> bool:
    """True for the connection argument that is named after a system (`redshift_conn_id`)."""
    named = _named(file, key.removesuffix("_conn_id"))
    return named is not None and named.id == system.id


def _systems(file: FileContext, symbol: tuple[str, ...], ids: list[str]) -> list[System]:
    """Systems named by the connection arguments, else by the class, its module or its provider."""
    named = [key.removesuffix("_conn_id") for key in ids if key != "conn_id"]
    plain = symbol[-1]
    for suffix in _SUFFIXES:
        plain = plain.removesuffix(suffix)
    sides = [part for part in "_".join(words(plain)).split("_to_") if part]
    for names in (sides if len(sides) > 1 else [], [*named, *sides, symbol[-2], symbol[2]]):
        found = [system for name in names if (system := _named(file, name)) is not None]
        if found:
            return list({system.id: system for system in found}.values())[: max(1, len(sides))]
    return []


def _named(file: FileContext, name: str) -> System | None:
    for guess in (name.replace("_", " "), name.rpartition("_")[2], name.partition("_")[0]):
        match = file.book.catalog.match_name(guess) if guess and guess not in ("aws", "http", "sql", "google") else None
        if match is not None:
            return match.system
    return None


def _connected(file: FileContext, call: Invoke, scope: Scope, system: System, given: Expr | None) -> AnyFact:
    connection = file.folder.fold(given, scope).literal if given is not None else None
    target: Value = ref("env", f"AIRFLOW_CONN_{connection.upper()}") if connection else UNKNOWN
    place, rule = file.location(call.line), file.rule_id(f"airflow {last_name(call)}")
    if system.kind not in STORE_KINDS:
        return CallMade(
            location=place, rule=rule, transport="sdk", target=text(system.name), target_kind="name", action="run"
        )
    keyed = dict(call.keywords)
    query = keyed.get("sql")
    first = query.items[0] if isinstance(query, Listing) and query.items else query
    statement = read_statement(str(file.folder.fold(first, scope))) if first is not None else None
    objects = [file.folder.fold(keyed[key], scope).literal or "" for key in _OBJECT_KEYS if key in keyed]
    tables = statement.tables if statement is not None else tuple(name for name in objects[:1] if name)
    return StoreUsed(
        location=place,
        rule=rule,
        transport="object_storage" if system.kind == "object_storage" else "database",
        target=target,
        store=system.id,
        access=statement.access if statement is not None else "unknown",
        objects=tables,
        fields=tuple(DataField(name, "", "", call.line) for name in statement.columns) if statement is not None else (),
    )


# AWS -------------------------------------------------------------------------------------------------------------

_ENDPOINTS = {
    "ses": "email",
    "sesv2": "email",
    "stepfunctions": "states",
    "events": "events",
    "cloudwatch": "monitoring",
}
_LOCAL = frozenset({"generate_presigned_url", "get_paginator", "get_waiter", "can_paginate", "close"})


def aws_services(file: FileContext) -> Iterator[CallMade]:
    """Calls on clients that boto3 makes by name: the service's endpoint is the target, its operation the action."""
    if not any(item.symbol[:1] in (("boto3",), ("aioboto3",), ("aiobotocore",)) for item in file.module.imports):
        return
    done = {fact.location.line for fact in file.facts if isinstance(fact, (CallMade, StoreUsed))}
    for call in file.module.calls:
        if not call.name or call.name in _LOCAL or call.name in ("client", "resource", "Session"):
            continue
        expr, scope = file.module.lower(call.node), file.module.scope_at(call.at)
        symbol = file.symbols.of(expr.callee, scope) if isinstance(expr, Invoke) else ()
        if not isinstance(expr, Invoke) or len(symbol) != 3 or symbol[0] in (LOCAL, "global"):
            continue
        if symbol[0] != "boto3" or not symbol[1].islower() or expr.line in done:
            continue
        if file.book.match(symbol, CALLED) is not None:
            continue
        done.add(expr.line)
        object_name, action = described_words(symbol[2])
        yield CallMade(
            location=file.location(expr.line),
            rule=file.rule_id(f"boto3.{symbol[1]}"),
            transport="sdk",
            target=_endpoint(symbol[1]),
            package="pypi:boto3",
            object_name=object_name,
            action=action,
            access="read" if action in _READS else "unknown",
        )


_PREPARED = ("create", "getCommand", "getPaginator", "getIterator", "getWaiter", "waitUntil", "getObjectUrl", "factory")
"""Methods of a client of AWS that say nothing to it."""


_BY_INPUT = frozenset({"s3", "sqs", "sns", "dynamodb", "kinesis"})
"""Services of Go's library whose uses are told by the input given to an operation."""


def aws_operation(use: Use) -> Iterator[CallMade]:
    """An operation of a client of AWS: its class (`SecretsManagerClient`) or module (`.../service/ses`) names the
    service."""
    operation = use.symbol[-1].removesuffix("Async")
    name = next((part for part in reversed(use.symbol[:-1]) if part.endswith("Client") and part != "Client"), "")
    module, _, service = use.symbol[0].rpartition("/service/")
    service = service.partition("/")[0] if module else name.removesuffix("Client").removeprefix("Amazon").lower()
    if not service or operation.startswith(_PREPARED) or (module and service in _BY_INPUT):
        return
    object_name, action = described_words("_".join(words(operation)))
    yield CallMade(
        location=use.file.location(use.line),
        rule=use.rule_id,
        transport="sdk",
        target=_endpoint(service),
        package=use.package,
        object_name=object_name,
        action=action,
        access="read" if action in _READS else "unknown",
    )


_READS = ("get", "list", "describe", "detect", "query", "batch")


def _endpoint(service: str) -> Value:
    """The address of a service of AWS in the configured region."""
    host = _ENDPOINTS.get(service, service)
    return Value((f"https://{host}.", *ref("env", "AWS_REGION", text("us-east-1")).parts, ".amazonaws.com"))
