"""Source files that are settings: `config/services.php` of Laravel returns an array, whose keys code reads by path;
a bundle's `Config/config.php` returns parameters, which code reads by name; `extension('doctrine', [...])` is said in
code."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from extractors.code.context import FileContext
from extractors.code.ir import Closure, Expr, Invoke, Record, Text, entry
from extractors.code.module import Scope
from extractors.code.values import folder_name, rank
from mapgen.model.facts import ConfigSet, StoreUsed
from mapgen.model.value import UNKNOWN, Value, join, ref, text

RETURNED = "return"
"""Name that front ends bind what a file returns to."""

MAX_KEYS = 400
MAX_DEPTH = 5

_STEMS = frozenset({"parameters", "settings"})
"""Names of files that hold settings wherever they stand."""

_EXTENDED = frozenset({"extension", "loadFromExtension", "prependExtensionConfig"})
"""Calls that give a Symfony bundle its settings."""

_DRIVERS = {
    "mysql": "mysql",
    "mysqli": "mysql",
    "mariadb": "mariadb",
    "pgsql": "postgresql",
    "postgres": "postgresql",
    "postgresql": "postgresql",
    "sqlsrv": "sqlserver",
    "oci8": "oracle_db",
    "oci": "oracle_db",
    "mongodb": "mongodb",
}
"""Drivers of Doctrine, Laravel and PDO without their `pdo_`; sqlite is a file beside the application."""

_ADDRESS_KEYS = ("url", "dsn", "host", "hostname", "server")
_PLACEHOLDER = re.compile(r"%(?:env\((?:\w{1,30}:){0,4}(\w{1,80})\)|([\w.]{1,80}))%")


def settings(file: FileContext) -> Iterator[ConfigSet | StoreUsed]:
    """`services.crm.url` and its value for each leaf of the array that a file of settings returns, and the databases
    such arrays configure."""
    for prefix, record, scope in _arrays(file):
        walk = _Walk(file, scope, record)
        yield from walk.leaves(record, prefix, 0)
        yield from walk.stores(record, 0)


def _arrays(file: FileContext) -> Iterator[tuple[str, Record, Scope]]:
    """(prefix of the keys, array, scope) of each array of settings in the file."""
    path, module = file.module.path, file.module
    returned = module.scopes[0].bindings.get(RETURNED)
    stem = path.rpartition("/")[2].rpartition(".")[0]
    in_place = folder_name(path) in module.frontend.settings_folders or stem in _STEMS
    if module.frontend.settings_folders and in_place and returned:
        record = module.value(returned[-1])
        parameters = entry(record, "parameters") if isinstance(record, Record) else None
        if isinstance(parameters, Record):
            yield "", parameters, module.scopes[0]  # read by name, whatever bundle they stand in
        elif isinstance(record, Record):
            yield ("" if stem in _STEMS else stem), record, module.scopes[0]
    for call in module.calls if module.frontend.settings_folders else ():
        expr = module.lower(call.node) if call.name in _EXTENDED else None
        if isinstance(expr, Invoke) and len(expr.args) > 1:
            named, given = expr.args[0], expr.args[1]
            if isinstance(named, Text) and isinstance(given, Record):
                yield named.value, given, module.scope_at(call.at)


class _Walk:
    """The leaves of one array, in source order: an array knows the line it starts at, its keys are looked for."""

    def __init__(self, file: FileContext, scope: Scope, record: Record) -> None:
        self._file, self._scope = file, scope
        self._at = _offset(file.module.data, record.line)
        self._line = record.line
        self._count = 0

    def leaves(self, record: Record, prefix: str, depth: int) -> Iterator[ConfigSet]:
        """A setting for each key with a known value."""
        for key, expr in record.entries:
            line, path = self._line_of(key), f"{prefix}.{key}" if prefix else key
            if isinstance(expr, Record):
                if depth < MAX_DEPTH:
                    yield from self.leaves(expr, path, depth + 1)
                continue
            value = self._value(expr)
            if rank(value) < 2 or self._count >= MAX_KEYS:
                continue
            self._count += 1
            yield ConfigSet(
                location=self._file.location(line),
                rule=self._file.rule_id("config file"),
                key=path,
                value=value,
                namespace="property",
            )

    def stores(self, record: Record, depth: int) -> Iterator[StoreUsed]:
        """Databases configured with a driver beside an address; of several named connections only the default one."""
        for key, expr in record.entries:
            if isinstance(expr, Record) and depth < MAX_DEPTH:
                chosen = _default(expr, entry(record, "default"), self._value)
                yield from self.stores(chosen, depth + 1)
            elif key == "driver" or key.endswith("_driver"):
                yield from self._store(record, key)

    def _store(self, record: Record, key: str) -> Iterator[StoreUsed]:
        value, prefix = self._value(entry(record, key)), key.removesuffix("driver")
        hole = value.refs[0].default if len(value.parts) == 1 and value.refs else None
        named = (value if hole is None else hole).literal or ""
        store = _DRIVERS.get(named.lower().removeprefix("pdo_"))
        found = [self._value(entry(record, prefix + name)) for name in _ADDRESS_KEYS if entry(record, prefix + name)]
        if store is None or not (found or entry(record, f"{prefix}server_version")):
            return
        yield StoreUsed(
            location=self._file.location(self._place(record, key)),
            rule=self._file.rule_id("database settings"),
            transport="database",
            target=next((item for item in found if rank(item) > 1), UNKNOWN),
            store=store,
        )

    def _value(self, expr: Expr | None) -> Value:
        if expr is None or isinstance(expr, Closure):
            return UNKNOWN
        value = self._file.folder.fold(expr, self._scope)
        literal = value.literal
        return _placeheld(literal) if literal is not None and "%" in literal else value

    def _line_of(self, key: str) -> int:
        """The line of the next such key; that of the key before when it is not written as a string."""
        data = self._file.module.data
        found = re.compile(rb"[\"']%s[\"']\s*=>" % re.escape(key.encode())).search(data, self._at)
        if found is not None:
            self._line += data.count(b"\n", self._at, found.start())
            self._at = found.start()
        return self._line

    def _place(self, record: Record, key: str) -> int:
        data, start = self._file.module.data, _offset(self._file.module.data, record.line)
        found = re.compile(rb"[\"']%s[\"']\s*=>" % re.escape(key.encode())).search(data, start)
        return record.line + (data.count(b"\n", start, found.start()) if found is not None else 0)


def _default(connections: Record, default: Expr | None, value: Callable[[Expr], Value]) -> Record:
    """Of records that are alternatives, the one the key `default` beside them names."""
    if default is None:
        return connections
    told = value(default)
    hole = told.refs[0].default if len(told.parts) == 1 and told.refs else None
    chosen = entry(connections, (told if hole is None else hole).literal or "")
    if isinstance(chosen, Record):
        return chosen
    return connections if len(connections.entries) == 1 else Record((), connections.line)


def _placeheld(literal: str) -> Value:
    """Symfony's `%env(resolve:NAME)%` and `%name%`."""
    pieces: list[Value | str] = []
    position = 0
    for hole in _PLACEHOLDER.finditer(literal):
        pieces.append(literal[position : hole.start()])
        pieces.append(ref("env", hole.group(1)) if hole.group(1) else ref("property", hole.group(2)))
        position = hole.end()
    return join(*pieces, literal[position:]) if position else text(literal)


def _offset(data: bytes, line: int) -> int:
    """Byte offset of the start of a line."""
    at = 0
    for _ in range(line - 1):
        at = data.find(b"\n", at) + 1
        if not at:
            return 0
    return at


__all__ = ["RETURNED", "settings"]
