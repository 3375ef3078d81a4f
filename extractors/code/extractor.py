"""The extractor that the scan calls: picks the front end, skips files no rule can speak about, gives facts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from extractors.code.described import described_rules
from extractors.code.engine import facts_of
from extractors.code.languages import EXTENSIONS, LANGUAGES, extensions_of, frontend_for
from extractors.code.links import Links
from extractors.code.prefilter import book_of, minified, worth_parsing
from mapgen.model.extraction import Extractor, RuleInfo, SourceFile
from mapgen.model.facts import AnyFact

MAX_BYTES = 3_000_000
"""Larger source files are generated: they are not parsed."""


class CodeExtractor(Extractor):
    """Calls, routes, messages, stores and configuration reads of source code."""

    name = "code"
    version = "2"
    description = "calls, routes, messages, stores and configuration reads in source code, by the catalog's constructs"

    def rules(self) -> Sequence[RuleInfo]:
        """Every library of every language with a front end: one of its constructs, and what its constructs mean."""
        return [info for language in sorted(LANGUAGES) for info in described_rules(language)]

    def warm(self, paths: Iterable[str]) -> None:
        """Grammars, rules and patterns of the languages of these files."""
        endings = {path.rpartition(".")[2].lower() for path in paths}
        for ending in sorted(endings):
            frontend = frontend_for(f"file.{ending}")
            if frontend is not None:
                worth_parsing(frontend, b"")
                frontend.read(b"", f"file.{ending}")

    def accepts(self, path: str) -> bool:
        """True for the extensions of the languages with a front end."""
        return "." + path.rpartition(".")[2].lower() in EXTENSIONS

    def extract(self, source: SourceFile) -> Iterable[AnyFact]:
        """Facts of one file; none when nothing in it can match a rule."""
        frontend = frontend_for(source.path)
        if frontend is None or source.size > MAX_BYTES:
            return []
        data = source.data()
        if minified(data) or not (worth_parsing(frontend, data) or book_of(frontend).file_route(source.path)):
            return []
        module = frontend.read(data, source.path)
        book = book_of(frontend)
        return facts_of(module, book, source.root, Links(source, module, book, extensions_of(frontend.language)))
