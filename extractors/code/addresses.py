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
from mapgen.model.value import Value

_ADDRESS = re.compile(r"\w*(?:[uU]r[li]|URL|[eE]ndpoint|[hH]ost)$")
_API_LIKE = re.compile(
    r"//(?:[\w-]+\.){0,4}(?:api|rest|graph)[\w-]*\.|/(?:api|rest|v\d+|graphql|oauth2?|json|rpc)(?:[/?.]|$)"
)
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
        elif scope.kind == "function" and scope.parent is not None and scope.parent.kind == "class":
            yield from _method(file, scope, pattern)


def _method(file: FileContext, scope: Scope, pattern: re.Pattern[str]) -> Iterator[CallMade]:
    """What a method with such a name returns; a plain `getUrl` counts when the address looks like an API's."""
    if not _ADDRESS.match(scope.name) or _FOR_PEOPLE & set(words(scope.name)):
        return
    named = pattern.match(scope.name) is not None
    for node in scope.returns:
        value = file.folder.fold(file.module.lower(node), file.module.scope_at(node.start_byte))
        if _address(value) and (named or _API_LIKE.search(str(value))):
            yield _call(file, node.start_point[0] + 1, value)


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


def _address(value: Value) -> bool:
    return is_absolute(value) and not NOT_A_SYSTEM.search(str(value))


def _call(file: FileContext, line: int, value: Value) -> CallMade:
    return CallMade(location=file.location(line), rule=file.rule_id("address"), transport="http", target=value)
