"""Files next door: what a relative import stands for, read from the file that defines it, one step deep."""

from __future__ import annotations

from posixpath import dirname, normpath

from extractors.code.context import FileContext
from extractors.code.fold import Folder
from extractors.code.ir import Name
from extractors.code.module import Import, Module
from extractors.code.rules import RuleBook, Symbol
from extractors.code.symbols import LOCAL, Symbols
from mapgen.model.extraction import SourceFile
from mapgen.model.value import Value

MAX_FILES = 12
"""Files read on behalf of one file."""

MAX_BYTES = 400_000
"""Larger neighbours are not read."""


class Links:
    """Neighbours of one file, read when a call needs them."""

    def __init__(self, source: SourceFile, module: Module, book: RuleBook, extensions: tuple[str, ...]) -> None:
        self._source = source
        self._module = module
        self._book = book
        self._extensions = extensions
        self._read: dict[str, FileContext | None] = {}

    def symbol(self, imported: Import) -> Symbol:
        """What an imported name is in its own file; () when that is unknown."""
        found = self._open(imported)
        if found is None:
            return ()
        scope = found.module.scopes[0]
        symbol = found.symbols.of(Name(_exported(imported, found)), scope)
        return () if symbol[:1] in ((LOCAL,), ("global",)) else symbol

    def base(self, imported: Import, kinds: frozenset[str]) -> Value | None:
        """The address an imported client was built with."""
        found = self._open(imported)
        if found is None:
            return None
        return found.base(Name(_exported(imported, found)), found.module.scopes[0], kinds)

    def _open(self, imported: Import) -> FileContext | None:
        if not imported.relative or len(self._read) >= MAX_FILES:
            return None
        place = normpath(f"{dirname(self._module.path) or '.'}/{imported.module}")
        if place not in self._read:
            self._read[place] = self._load(place)
        return self._read[place]

    def _load(self, place: str) -> FileContext | None:
        for path in self._candidates(place):
            data = self._source.sibling(path)
            if data is None or len(data) > MAX_BYTES:
                continue
            module = self._module.frontend.read(data, path)
            symbols = Symbols(module, self._book)
            return FileContext(self._source.root, module, self._book, symbols, Folder(module, symbols, self._book))
        return None

    def _candidates(self, place: str) -> list[str]:
        stem, _, ending = place.rpartition(".")
        exact = [place] if "." + ending in self._extensions else []
        if exact and ending in ("js", "mjs", "jsx"):
            exact += [f"{stem}.ts", f"{stem}.tsx"]  # TypeScript imports name the file it compiles to
        index = "__init__" if self._module.language == "python" else "index"
        return exact + [place + end for end in self._extensions] + [f"{place}/{index}{end}" for end in self._extensions]


def _exported(imported: Import, found: FileContext) -> str:
    """The name a default or named import has in its file."""
    if len(imported.symbol) > 1:
        return imported.symbol[-1]
    scope = found.module.scopes[0]
    if "export default" in scope.bindings:
        return "export default"
    return "module.exports" if "module.exports" in scope.bindings else imported.local
