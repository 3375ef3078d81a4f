"""What is known about a file before it is parsed, from its bytes alone: whether any rule can speak about it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from extractors.code.frontend import Frontend
from extractors.code.rules import RuleBook, root_of, rulebook

MAX_LINE = 20_000
"""A file with a longer line in its first bytes is minified: it is not parsed."""


def book_of(frontend: Frontend) -> RuleBook:
    """The rules of a front end's language."""
    return rulebook(frontend.language, frontend.module_separator)


def worth_parsing(frontend: Frontend, data: bytes) -> bool:
    """One pass over the bytes for signs and imports; a known import counts when a name of its constructs occurs too."""
    seen: set[bytes] = set()
    for hit in frontend_pattern(frontend).finditer(data):
        module = hit.group(1)
        if module is None:
            return True
        if module in seen:
            continue
        seen.add(module)
        names = names_of(frontend, module.decode("utf-8", "replace"))
        if names is not None and names.search(data):
            return True
    return False


def imports_known(frontend: Frontend, data: bytes) -> bool:
    """True when a file imports any module that rules or the catalog know."""
    return any(names_of(frontend, module) is not None for module in _modules(frontend, data))


def _modules(frontend: Frontend, data: bytes) -> Iterator[str]:
    for hit in frontend_pattern(frontend).finditer(data):
        if hit.group(1) is not None:
            yield hit.group(1).decode("utf-8", "replace")


@cache
def frontend_pattern(frontend: Frontend) -> re.Pattern[bytes]:
    """Import statements (group 1), signs of the language and annotations that give a role, in one expression."""
    roles = sorted(book_of(frontend).roles)
    marked = rb"|[@\[](?:%s)\b" % "|".join(map(re.escape, roles)).encode() if roles else b""
    return re.compile(frontend.signs + marked, re.MULTILINE)


_ANYTHING = re.compile(rb"")


@cache
def names_of(frontend: Frontend, module: str) -> re.Pattern[bytes] | None:
    """What must occur in a file that imports a module for a rule to speak; None when no rule knows the module."""
    book = book_of(frontend)
    match = book.catalog.match_import(book.ecosystem, module)
    if frontend.always(module) or (
        match is not None and match.system is not None and not book.described(match.package)
    ):
        return _ANYTHING
    if not book.dotted and book.project_module(module):
        return _ANYTHING if book.named_package(module.rpartition("/")[2]) is not None else None
    parts = frontend.split(module)
    names = book.names_for({root_of(parts[:length]) for length in range(1, 4)})
    if not names:
        return None
    if any("*" in name or not name for name in names):
        return _ANYTHING
    return re.compile(rb"\b(?:%s)\b" % b"|".join(re.escape(name.encode()) for name in sorted(names)))


def minified(data: bytes) -> bool:
    """True when the first bytes hold a line that nobody writes."""
    head = data[:60_000]
    return len(head) > MAX_LINE and max(map(len, head.split(b"\n"))) > MAX_LINE
