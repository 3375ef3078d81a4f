"""Where a construct's target is written: reading `target_arg` of a rule against a call."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractors.code.fold import Folder
from extractors.code.ir import (
    Closure,
    Concat,
    Expr,
    Invoke,
    Listing,
    Member,
    Name,
    Record,
    Text,
    entry,
    keyword,
    last_name,
)
from extractors.code.module import Scope
from extractors.code.rules import Rule
from mapgen.model.facts import DataField

VERBS = frozenset({"get", "post", "put", "patch", "delete", "head", "options"})
_SAYS_HTTP = re.compile(r"^(?:Http|Map)(?=[A-Z])")
_SPELT = {"del": "DELETE", "fetch": "", "getforobject": "GET"}
_BODY_KEYS = ("json", "data", "body", "form", "payload", "params")
_MAX_FIELDS = 60


def targets(rule: Rule, call: Invoke, folder: Folder, scope: Scope) -> Iterator[Expr]:
    """The target expressions of a call; lists give one each."""
    found = _first(rule.construct.target_arg, call, folder, scope)
    if found is not None:
        yield from _spread(found, folder, scope)


def _first(spec: str, call: Invoke, folder: Folder, scope: Scope) -> Expr | None:
    alternatives = spec.split(",")
    for alternative in alternatives:
        position, _, name = alternative.strip().rpartition(":")
        if position == "*":
            return Listing(call.args) if call.args else None
        found = _argument(position, name, call, folder, scope)
        if found is not None:
            return found
    if "value" in alternatives and call.args:
        return call.args[0]
    return None


def _argument(position: str, name: str, call: Invoke, folder: Folder, scope: Scope) -> Expr | None:
    if name == "type_arg":
        return Text(call.type_args[0].rpartition(".")[2]) if call.type_args and call.type_args[0] else None
    if name == "receiver":
        return call.callee.owner if isinstance(call.callee, Member) else None
    if name.isdigit():
        position, name = name, ""
    leaf = name.rpartition(".")[2]
    if name:
        for key in (name, leaf, _camel(leaf)):
            found = keyword(call, key)
            if found is not None:
                return found
    if position.isdigit():
        index = int(position)
        if index >= len(call.args):
            return None
        given = _options(folder.follow(call.args[index], scope)[0])
        if isinstance(given, Record):
            return _deep_entry(given, name, folder, scope)
        return call.args[index]
    return _anywhere(call, leaf, folder, scope) if name else None


def _options(expr: Expr) -> Expr:
    """The settings of a constructed options object (`&redis.Options{Addr: x}`) as a record."""
    if isinstance(expr, Invoke) and expr.new and expr.keywords:
        return Record(expr.keywords, expr.line)
    return expr


def _camel(name: str) -> str:
    head, *rest = name.split("_")
    return head + "".join(part.capitalize() for part in rest)


_ALSO = {
    "connectionString": ("connectionString", "host", "uri", "url"),
    "url": ("url", "uri", "baseURL", "path", "host", "hostname", "endpoint"),
    "uri": ("uri", "url"),
    "host": ("host", "hostname", "path", "url", "uri", "server", "service"),
    "resource": ("url",),
    "path": ("url", "path"),
    "node": ("node", "nodes", "cloud", "host"),
    "bootstrap.servers": ("bootstrap.servers", "metadata.broker.list"),
    "brokers": ("brokers", "clientId"),
    "connection": ("connection",),
}


def _deep_entry(record: Record, name: str, folder: Folder, scope: Scope) -> Expr | None:
    """A key of a record, in its usual spellings; `config.url` and `Entries.EventBusName` look one level down too."""
    outer, _, leaf = name.rpartition(".")
    for key in _ALSO.get(leaf, ()) or _ALSO.get(name, ()) or (name, leaf, _camel(leaf)):
        found = entry(record, key)
        if found is not None:
            return found
    inner = entry(record, outer) if outer else None
    if isinstance(inner, Listing) and inner.items:
        inner = inner.items[0]
    inner = _options(inner) if inner is not None else None
    if isinstance(inner, Record):
        return entry(inner, leaf)
    return entry(record, name)


def _anywhere(call: Invoke, name: str, folder: Folder, scope: Scope) -> Expr | None:
    """`queueUrl` as a key of a record argument or as a call in a builder chain or builder lambda."""
    for arg in call.args:
        given = _options(folder.follow(arg, scope)[0])
        if isinstance(given, Record):
            found = entry(given, name)
            if found is not None:
                return found
        if isinstance(given, Closure) and given.body is not None:
            given = given.body
        chain: Expr = given
        while isinstance(chain, Invoke):
            if last_name(chain) == name and chain.args:
                return chain.args[0]
            chain = chain.callee.owner if isinstance(chain.callee, Member) else chain.callee
    return None


def _spread(expr: Expr, folder: Folder, scope: Scope) -> Iterator[Expr]:
    followed, _ = folder.follow(expr, scope)
    if isinstance(followed, Listing):
        for item in followed.items[:50]:
            yield from _spread(item, folder, scope)
    elif isinstance(followed, Invoke) and last_name(followed) in (
        "asList",
        "of",
        "singletonList",
        "listOf",
        "List",
        "set",
    ):
        for item in followed.args[:50]:
            yield item
    else:
        yield expr


def http_method(rule: Rule, call: Invoke) -> str:
    """The HTTP method of a call or route, "" when it is not written."""
    last = _SAYS_HTTP.sub("", last_name(call.callee))
    head = last.removesuffix("Async").lower()
    for verb in VERBS:
        if head == verb or (head.startswith(verb) and last[len(verb) : len(verb) + 1].isupper()):
            return verb.upper()
    if _SPELT.get(head):
        return _SPELT[head]
    for key in ("method", "methods", "type"):
        for value in _named(call, key):
            found = _verb(value)
            if found:
                return found
    for arg in call.args[:3]:
        found = _verb(arg)
        if found:
            return found
    chain = call.callee
    while isinstance(chain, (Member, Invoke)):
        chain = chain.owner if isinstance(chain, Member) else chain.callee
        if isinstance(chain, Member) and chain.name.lower() in VERBS:
            return chain.name.upper()
    return ""


def _named(call: Invoke, key: str) -> Iterator[Expr]:
    found = keyword(call, key)
    if found is not None:
        yield found
    for arg in call.args:
        if isinstance(arg, Record):
            inner = entry(arg, key)
            if inner is not None:
                yield inner


def _verb(expr: Expr) -> str:
    if isinstance(expr, Listing) and expr.items:
        return _verb(expr.items[0])
    text = expr.value if isinstance(expr, Text) else last_name(expr)
    if isinstance(expr, Member) and (text.startswith("Method") or last_name(expr.owner) == "HttpMethod"):
        text = text.removeprefix("Method").upper()  # http.MethodPost, HttpMethod.Post
    return text if text.isupper() and text.lower() in VERBS else ""


def payload(call: Invoke, folder: Folder, scope: Scope) -> tuple[DataField, ...]:
    """Fields of the body written at the call: keys of the record sent."""
    for key in _BODY_KEYS[:-1]:
        for value in _named(call, key):
            found = _fields(value, folder, scope)
            if found:
                return found
    if last_name(call.callee).lower() in _SENDERS:
        for arg in call.args[:4]:
            found = _fields(arg, folder, scope)
            if found:
                return found
    return ()


_SENDERS = frozenset(
    """post put patch postforobject postforentity exchange create update send publish produce convertandsend
    sendandwait send_and_wait emit add dispatch delay apply_async enqueue body bodyvalue json senddefault""".split()
)
"""Methods whose arguments are, or hold, what is sent."""

_WRAPPED = frozenset(
    """stringify dumps jsonify dict model_dump json to_dict asdict jsonable_encoder writeValueAsString toJson fromValue
    HttpEntity encode of ProducerRecord withBody just entity""".split()
)
"""Calls that put an object into the form it is sent in."""

_REQUEST_KEYS = frozenset(
    """method headers url body data json timeout params auth cache topic messages QueueUrl TopicArn Bucket TableName
    queueUrl topicArn""".split()
)


def _fields(expr: Expr, folder: Folder, scope: Scope) -> tuple[DataField, ...]:
    shaped = _shaped(expr, folder, scope)
    if shaped:
        return shaped
    value, home = folder.follow(expr, scope)
    if isinstance(value, Invoke) and last_name(value) in ("stringify", "dumps", "jsonify") and value.args:
        shaped = _shaped(value.args[0], folder, home)
        if shaped:
            return shaped
        value, home = folder.follow(value.args[0], home)
    if not isinstance(value, Record) or any(key in _REQUEST_KEYS for key, _ in value.entries):
        return ()
    return tuple(_walk(value, "", folder, home, 0))[:_MAX_FIELDS]


def _shaped(expr: Expr, folder: Folder, scope: Scope, hops: int = 0) -> tuple[DataField, ...]:
    """Fields of the class an expression is an instance of, where the project declares it."""
    if folder.shapes is None or hops > 4:
        return ()
    if isinstance(expr, Invoke):
        name = last_name(expr)
        if name in _WRAPPED:
            for arg in expr.args[::-1]:
                found = _shaped(arg, folder, scope, hops + 1)
                if found:
                    return found
            owner = expr.callee.owner if isinstance(expr.callee, Member) else None
            return _shaped(owner, folder, scope, hops + 1) if owner is not None else ()
        return folder.shapes(name) if expr.new else ()
    if not isinstance(expr, Name):
        return ()
    found_at = folder.symbols.find(expr.name, scope)
    for binding in found_at[0] if found_at is not None else ():
        if binding.type is not None and binding.type.name:
            return folder.shapes(binding.type.name)
        value = folder.module.value(binding)
        if isinstance(value, Invoke) and value.new:
            return folder.shapes(last_name(value))
    return ()


def _walk(record: Record, prefix: str, folder: Folder, scope: Scope, depth: int) -> Iterator[DataField]:
    for key, value in record.entries:
        if not key or key == "...":
            continue
        inner, home = folder.follow(value, scope) if isinstance(value, (Name, Record)) else (value, scope)
        if isinstance(inner, Record) and depth < 3:
            yield from _walk(inner, f"{prefix}{key}.", folder, home, depth + 1)
        else:
            yield DataField(f"{prefix}{key}", _literal_type(value), "", record.line)


def _literal_type(expr: Expr) -> str:
    if isinstance(expr, (Text, Concat)):
        return "string"
    return "array" if isinstance(expr, Listing) else ""


__all__ = ["http_method", "payload", "targets"]
