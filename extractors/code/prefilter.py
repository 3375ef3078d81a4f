"""What is known about a file before it is parsed, from its bytes alone: whether any rule can speak about it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, cached_property, lru_cache

from extractors.code.frontend import Frontend
from extractors.code.rules import RuleBook, root_of, rulebook
from extractors.code.signs import Sign, signs_in

MAX_LINE = 20_000
"""A file with a longer line in its first bytes is minified: it is not parsed."""


def book_of(frontend: Frontend) -> RuleBook:
    """The rules of a front end's language."""
    return rulebook(frontend.language, frontend.module_separator)


def worth_parsing(frontend: Frontend, data: bytes) -> bool:
    """Looks for signs, then at imports; a known import counts when a name of its constructs occurs too."""
    lines = b"\n" + data
    seen: set[bytes] = set()
    for sign in signs_of(frontend):
        for hit in sign.hits(lines):
            module = hit.group(1) if sign.gives else None
            if module is None:
                if _only_said(lines, hit):
                    continue
                return True
            if module in seen:
                continue
            seen.add(module)
            names = names_of(frontend, module.decode("utf-8", "replace"))
            if names is not None and names.any_in(data):
                return True
    return False


_NO_SYSTEM = re.compile(rb"/{0,2}(?:[\w-]{1,40}\.){0,3}(?:w3|schema|json-schema|xmlsoap|example)\.(?:com|org|net)\b")
_LINK = (b"href=", b"xmlns=", b"xlink=")


def _only_said(lines: bytes, hit: re.Match[bytes]) -> bool:
    """True for the start of a URL that no rule reports: a link in markup, the name of a namespace, an example."""
    if hit.group()[-1:] not in (b"/", b":"):
        return False
    start, end = hit.span()
    return lines[max(0, start - 6) : start].endswith(_LINK) or _NO_SYSTEM.match(lines, end) is not None


def imports_known(frontend: Frontend, data: bytes) -> bool:
    """True when a file imports any module that rules or the catalog know."""
    lines = b"\n" + data
    modules = {hit.group(1) for sign in signs_of(frontend) if sign.gives for hit in sign.hits(lines)} - {None}
    return any(names_of(frontend, module.decode("utf-8", "replace")) is not None for module in modules)


@cache
def signs_of(frontend: Frontend) -> list[Sign]:
    """Signs of the language, annotations that give a role, and import statements."""
    roles = sorted(book_of(frontend).roles)
    marked = rb"|[@\[](?:%s)\b" % "|".join(map(re.escape, roles)).encode() if roles else b""
    return signs_in(frontend.signs + marked)


class Names:
    """Names of which one must occur in a file. An empty name occurs everywhere; one of `called` counts where it is
    called."""

    def __init__(self, names: Iterable[str], called: frozenset[str] = frozenset()) -> None:
        self._names = sorted(name.encode() for name in names)
        self._called = called

    @cached_property
    def _words(self) -> re.Pattern[bytes]:
        """Compiled when a name occurs at all: most modules are never that far."""
        called = [re.escape(name) for name in self._names if name.decode() in self._called]
        others = [re.escape(name) for name in self._names if name.decode() not in self._called]
        words = [
            rb"\b(?:%s)\b%s" % (b"|".join(group), after) for group, after in ((others, b""), (called, _CALL)) if group
        ]
        return re.compile(b"|".join(words))

    def any_in(self, data: bytes) -> bool:
        """True when one of the names occurs as a word. (Plain search first: it is much faster than words.)"""
        if not self._names[0]:
            return True
        return any(name in data for name in self._names) and self._words.search(data) is not None


_CALL = rb"\s{0,40}(?:\?\.|!|::)?\s{0,40}[(<\[`{]"
"""What follows the name of what is called: arguments, type arguments, a template or a trailing lambda."""

_ANYTHING = Names([""])


@lru_cache(maxsize=20_000)
def names_of(frontend: Frontend, module: str) -> Names | None:
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
    return Names(names) if frontend.bare_calls else Names(names, book.only_called)


def minified(data: bytes) -> bool:
    """True when the first bytes hold a line that nobody writes."""
    head = data[:60_000]
    return len(head) > MAX_LINE and max(map(len, head.split(b"\n"))) > MAX_LINE
