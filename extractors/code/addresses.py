"""Addresses of APIs that classes hold: `getApiUrl()`, `$apiBaseUrl`, `const API_URL`.

Integration classes of plug-in systems only say where their API is; a base class of another file makes the calls.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractors.code.context import FileContext
from extractors.code.module import Scope
from extractors.code.seen import NOT_A_SYSTEM
from extractors.code.values import is_absolute
from mapgen.model.facts import CallMade
from mapgen.model.naming import words
from mapgen.model.value import Value, join, text

_ADDRESS = re.compile(r"\w*(?:[uU]r[li]|URL|[eE]ndpoint|[hH]ost)$")
_API_LIKE = re.compile(
    r"//(?:[\w-]+\.){0,4}(?:api|rest|graph)[\w-]*\.|/(?:api|rest|v\d+|graphql|oauth2?|json|rpc)(?:[/?.]|$)"
)
_NAMES_ITSELF = re.compile(r"^(?:get)?(?:Display)?[nN]ame$")
_FOR_PEOPLE = frozenset(
    {
        "doc",
        "docs",
        "help",
        "share",
        "profile",
        "link",
        "image",
        "avatar",
        "cdn",
        "redirect",
        "callback",
        "site",
        "logo",
    }
)


def held(file: FileContext) -> Iterator[CallMade]:
    """Calls to the addresses that classes of the file hold under a name that says so."""
    if not file.book.extra.addresses:
        return
    pattern = re.compile(file.book.extra.addresses)
    for scope in file.module.scopes:
        if scope.kind == "class":
            yield from _fields(file, scope, pattern)
            yield from _named_vendor(file, scope, pattern)
        elif scope.kind == "function" and scope.parent is not None and scope.parent.kind == "class":
            yield from _method(file, scope, pattern)


def _method(file: FileContext, scope: Scope, pattern: re.Pattern[str]) -> Iterator[CallMade]:
    """What a method with such a name returns; a plain `getUrl` counts when the address looks like an API's."""
    if not _ADDRESS.match(scope.name) or _FOR_PEOPLE & set(words(scope.name)):
        return
    named = pattern.match(scope.name) is not None
    for line, value in _returned(file, scope):
        if named or _like_an_api(value):
            yield _call(file, line, value)


def _returned(file: FileContext, function: Scope) -> list[tuple[int, Value]]:
    """(line, address) of each absolute address a function returns."""
    given = (
        (
            node.start_point[0] + 1,
            _schemed(file.folder.fold(file.module.lower(node), file.module.scope_at(node.start_byte))),
        )
        for node in function.returns
    )
    return [(line, value) for line, value in given if _address(value)]


_HOST = re.compile(r"^(?:[a-z0-9-]{1,40}\.){1,4}[a-z]{2,12}/(?:[^ ]{0,200}[?=]|$)")


def _schemed(value: Value) -> Value:
    """An address written without its scheme: a host, a path and what is asked for (`api.crm.io/?ip={ip}`)."""
    first = value.parts[0] if value.parts else ""
    return join("https://", value) if isinstance(first, str) and _HOST.match(first) else value


def _like_an_api(value: Value) -> bool:
    """True for a URL that looks like an API's, or that is put together for a request and is no page (`www.`)."""
    return _API_LIKE.search(str(value)) is not None or (bool(value.refs) and "//www." not in str(value))


def _fields(file: FileContext, scope: Scope, pattern: re.Pattern[str]) -> Iterator[CallMade]:
    """Properties and constants with such a name."""
    for name, group in scope.bindings.items():
        if not pattern.match(name) or _FOR_PEOPLE & set(words(name)):
            continue
        for binding in group:
            lowered = file.module.value(binding) if binding.constant else None
            value = file.folder.fold(lowered, scope) if lowered is not None else Value()
            if _address(value):
                yield _call(file, binding.line, value)


def _named_vendor(file: FileContext, scope: Scope, pattern: re.Pattern[str]) -> Iterator[CallMade]:
    """A class that names its vendor while its API is at a customer's address (`getApiUrl()` gives a setting)."""
    methods = [item for item in file.module.scopes if item.parent is scope and item.kind == "function"]
    giving = [item for item in methods if pattern.match(item.name) and item.returns]
    if not giving or any(_returned(file, item) for item in giving):
        return
    for method in methods:
        for node in method.returns if _NAMES_ITSELF.match(method.name) else ():
            name = file.folder.fold(file.module.lower(node), method).literal or ""
            match = file.book.catalog.match_name(name) if name else None
            if match is not None and not match.system.generic:
                line = node.start_point[0] + 1
                yield CallMade(
                    location=file.location(line),
                    rule=file.rule_id("named integration"),
                    transport="http",
                    target=text(name),
                    target_kind="name",
                )
                return


def _address(value: Value) -> bool:
    return is_absolute(value) and not NOT_A_SYSTEM.search(str(value))


def _call(file: FileContext, line: int, value: Value) -> CallMade:
    return CallMade(location=file.location(line), rule=file.rule_id("address"), transport="http", target=value)
