"""The extractor that the scan calls: picks the front end, skips files no rule can speak about, gives facts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache

from extractors.code.described import described_rules
from extractors.code.engine import facts_of
from extractors.code.frontend import Frontend
from extractors.code.languages import EXTENSIONS, LANGUAGES, extensions_of, frontend_for
from extractors.code.links import Links
from extractors.code.rules import RuleBook, root_of, rulebook
from mapgen.model.extraction import Extractor, RuleInfo, SourceFile
from mapgen.model.facts import AnyFact

MAX_BYTES = 3_000_000
"""Larger source files are generated: they are not parsed."""

MAX_LINE = 20_000
"""A file with a longer line in its first bytes is minified: it is not parsed."""


class CodeExtractor(Extractor):
    """Calls, routes, messages, stores and configuration reads of source code."""

    name = "code"
    version = "1"
    description = "calls, routes, messages, stores and configuration reads in source code, by the catalog's constructs"

    def rules(self) -> Sequence[RuleInfo]:
        """Every library of every language with a front end: one of its constructs, and what its constructs mean."""
        return [info for language in sorted(LANGUAGES) for info in described_rules(language)]

    def accepts(self, path: str) -> bool:
        """True for the extensions of the languages with a front end."""
        return "." + path.rpartition(".")[2].lower() in EXTENSIONS

    def extract(self, source: SourceFile) -> Iterable[AnyFact]:
        """Facts of one file; none when nothing in it can match a rule."""
        frontend = frontend_for(source.path)
        if frontend is None or source.size > MAX_BYTES:
            return []
        data = source.data()
        if _minified(data) or not (worth_parsing(frontend, data) or book_of(frontend).file_route(source.path)):
            return []
        module = frontend.read(data, source.path)
        book = book_of(frontend)
        return facts_of(module, book, source.root, Links(source, module, book, extensions_of(frontend.language)))


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


def _minified(data: bytes) -> bool:
    head = data[:60_000]
    return len(head) > MAX_LINE and max(map(len, head.split(b"\n"))) > MAX_LINE
