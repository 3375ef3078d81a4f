"""Calls on vendor SDKs that no single construct describes: `stripe.Customer.create(...)`, `hubspot.crm.deals.search()`.

The catalog knows which package belongs to which system; object and action are read off the names of the call.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractors.code.arguments import payload
from extractors.code.context import FileContext
from extractors.code.ir import Closure, Invoke, Member, Name, last_name
from extractors.code.module import Scope
from extractors.code.rules import CALLED, STORE_KINDS, Symbol
from extractors.code.symbols import LOCAL
from mapgen.catalog import PackageMatch
from mapgen.model.facts import CallMade
from mapgen.model.naming import comparable, words
from mapgen.model.value import UNKNOWN, Value

BROKERS = frozenset({"broker", "queue", "stream_processor"})
NOT_SDK = (
    STORE_KINDS | BROKERS | {"gateway", "service_registry", "config_server", "tracing", "log_server", "monitoring"}
)
"""Kinds of systems whose libraries have constructs of their own: a call of any other method says nothing."""

VERBS = frozenset(
    """access add analyze annotate batch book cancel capture charge chat check close complete confirm converse create
    decrypt delete deliver detect disable dispatch download embed enable encrypt enqueue exchange execute export
    fetch finalize find generate get group identify import index init insert invite invoices invoke link list
    log lookup notify page parse patch pay post predict process publish push put query read recognize record
    refund register remove render replace report request resolve retrieve run save search send set setup sign
    start submit subscribe sync track transcribe transfer translate trigger unsubscribe update upload upsert
    validate verify void write""".split()
)
"""First words of method names that talk to the other side."""

_LAST_VERBS = frozenset({"detection", "sign", "verify", "encrypt", "decrypt"})
"""Verbs that stand behind what qualifies them (`asymmetricSign`)."""

_ON_LISTS = frozenset({"find", "filter", "map", "each", "findIndex", "findLast", "group", "groupBy"})
"""Methods of lists, when they are given a function."""

_LOCAL_WORK = re.compile(r"(?:builder|build|parse|set|with|from|to|is|has)(?:[A-Z_].*)?$")
_FILLER = re.compile(r"(?:^new|_?api|client|service|v\d+|sdk|resource|resources)$", re.IGNORECASE)


def calls(file: FileContext) -> Iterator[CallMade]:
    """SDK calls of a file that imports a vendor's package."""
    packages = _packages(file)
    if not packages:
        return
    done = {fact.location.line for fact in file.facts if isinstance(fact, CallMade)}
    for call in file.module.calls:
        if not _talks(call.name) or file.module.data.count(b"\n", 0, call.at) + 1 in done:
            continue
        expr = file.module.lower(call.node)
        scope = file.module.scope_at(call.at)
        symbol = file.symbols.of(expr.callee, scope) if isinstance(expr, Invoke) else ()
        if not isinstance(expr, Invoke) or len(symbol) < 2 or symbol[0] == LOCAL or expr.new:
            continue
        match = _owner(symbol, packages)
        if isinstance(expr.args[0] if expr.args else None, Closure) and call.name in _ON_LISTS:
            continue
        if match is None or _only_built(symbol) or file.book.match(symbol, CALLED) is not None or expr.line in done:
            continue
        object_name, action = _commanded(expr) or described(symbol, match)
        done.add(expr.line)
        yield CallMade(
            location=file.location(expr.line),
            rule=file.rule_id(match.package.partition(":")[2]),
            transport="sdk",
            target=_address(file, expr, scope) or UNKNOWN,
            target_kind="sdk",
            package=match.package,
            object_name=object_name,
            action=action,
            fields=payload(expr, file.folder, scope),
        )


_MADE_BY = frozenset({"create", "init", "setup"})


def _only_built(symbol: Symbol) -> bool:
    """`S3Client.create()`: a client is made, nothing is said yet."""
    return symbol[-1] in _MADE_BY and symbol[-2].endswith(("Client", "Factory", "Config", "SDK"))


def _talks(name: str) -> bool:
    head = words(name)[:1]
    told = bool(head) and (head[0] in VERBS or words(name)[-1] in _LAST_VERBS)
    return told and not _LOCAL_WORK.match(name)


def _packages(file: FileContext) -> list[tuple[Symbol, PackageMatch]]:
    found = []
    for item in file.module.imports:
        symbol = file.symbols.of(Name(item.local), file.module.scopes[0]) if item.local else item.symbol
        if not symbol or symbol[0].startswith("."):
            continue
        whole = symbol != item.symbol or file.module.frontend.always(item.module)
        named = ".".join(symbol) if whole else item.module
        match = file.book.catalog.match_import(file.book.ecosystem, symbol[0] if not file.book.dotted else named)
        if match is None or match.system is None or match.system.kind in NOT_SDK or file.own(item):
            continue
        if not file.book.described(match.package):
            found.append((symbol[:1] if not file.book.dotted else symbol, match))
    return found


def _owner(symbol: Symbol, packages: list[tuple[Symbol, PackageMatch]]) -> PackageMatch | None:
    for prefix, match in packages:
        if symbol[: len(prefix)] == prefix:
            return match
    return None


def described(symbol: Symbol, match: PackageMatch) -> tuple[str, str]:
    """Object and action of an SDK call, from the names after the package: (..., "Customer", "create")."""
    action = symbol[-1]
    root = set(words(match.matched)) | {"client"}
    for name in reversed(symbol[1:-1]):
        parts = [word for word in words(name) if word not in root]
        if parts and comparable(name) not in comparable(match.matched) and not _FILLER.search(name):
            return _singular("_".join(parts)), _action(action)
    parts = words(action)
    return (_singular("_".join(parts[1:])), parts[0]) if len(parts) > 1 and parts[0] in VERBS else ("", _action(action))


def _address(file: FileContext, call: Invoke, scope: Scope) -> Value | None:
    """The address a client was built with in place of the vendor's own (`OpenAI(base_url=...)`)."""
    return file.base(call.callee.owner, scope) if isinstance(call.callee, Member) else None


def _commanded(call: Invoke) -> tuple[str, str] | None:
    """Object and action of a command given to a client: `client.send(new GetSecretValueCommand(...))`."""
    given = call.args[0] if call.args else None
    name = last_name(given) if isinstance(given, Invoke) and given.new else ""
    if not name.endswith("Command"):
        return None
    parts = words(name.removesuffix("Command"))
    return _singular("_".join(parts[1:])), parts[0]


def described_words(name: str) -> tuple[str, str]:
    """Object and action of an operation's name: `get_secret_value` -> ("secret_value", "get")."""
    parts = words(name)
    return (_singular("_".join(parts[1:])), parts[0]) if parts else ("", "")


def _action(name: str) -> str:
    return "_".join(words(name))


def _singular(name: str) -> str:
    if name.endswith("ies"):
        return name[:-3] + "y"
    return name[:-1] if name.endswith("s") and not name.endswith(("ss", "us", "is")) else name
