"""Files next door: what a relative import stands for, read from the file that defines it, one step deep."""

from __future__ import annotations

from collections import OrderedDict
from functools import cached_property
from hashlib import blake2b
from posixpath import dirname, normpath

from extractors.code.context import FileContext
from extractors.code.fold import Folder
from extractors.code.frontend import Frontend
from extractors.code.ir import Name
from extractors.code.module import Import, Module
from extractors.code.prefilter import imports_known
from extractors.code.rules import RuleBook, Symbol
from extractors.code.symbols import LOCAL, Symbols
from mapgen.model.extraction import SourceFile
from mapgen.model.value import Value

MAX_FILES = 12
"""Files read on behalf of one file."""

MAX_CLASSES = 24
"""Classes of what is sent that are looked up for one file."""

MAX_FOLDERS = 8
"""Folders upwards that are searched for a package of the project."""

MAX_BYTES = 400_000
"""Larger neighbours are not read."""

KEPT_BYTES = 1_500_000
"""Source of neighbours that are kept parsed for the next file that imports them; a syntax tree takes ten times that."""


class _Neighbour:
    """A file as the names in it are seen from outside; parsed when that is needed."""

    def __init__(self, root: str, path: str, data: bytes, frontend: Frontend, book: RuleBook) -> None:
        self._root, self._path, self._frontend, self._book = root, path, frontend, book
        self.data = data

    @cached_property
    def tells(self) -> bool:
        """False when nothing in it can be of a known library."""
        return imports_known(self._frontend, self.data)

    @cached_property
    def context(self) -> FileContext:
        """Its names and values."""
        module = self._frontend.read(self.data, self._path)
        symbols = Symbols(module, self._book)
        return FileContext(self._root, module, self._book, symbols, Folder(module, symbols, self._book))


class _Kept:
    """The neighbours looked at last, by place and content, for the next file that imports them."""

    def __init__(self) -> None:
        self._files: OrderedDict[tuple[str, str, bytes], _Neighbour] = OrderedDict()
        self._bytes = 0

    def get(self, root: str, path: str, data: bytes, frontend: Frontend, book: RuleBook) -> _Neighbour:
        """The neighbour with this content."""
        key = (root, path, blake2b(data, digest_size=16).digest())
        found = self._files.get(key)
        if found is not None:
            self._files.move_to_end(key)
            return found
        found = self._files[key] = _Neighbour(root, path, data, frontend, book)
        self._bytes += len(data)
        while self._bytes > KEPT_BYTES:
            _, dropped = self._files.popitem(last=False)
            self._bytes -= len(dropped.data)
        return found


_kept = _Kept()


class Links:
    """Neighbours of one file, read when a call needs them."""

    def __init__(self, source: SourceFile, module: Module, book: RuleBook, extensions: tuple[str, ...]) -> None:
        self._source = source
        self._module = module
        self._book = book
        self._extensions = extensions
        self._tops: dict[str, str | None] = {}
        self._classes: dict[str, _Neighbour | None] = {}
        self._read: dict[str, _Neighbour | None] = {}

    def symbol(self, imported: Import) -> Symbol:
        """What an imported name is in its own file; () when that is unknown."""
        neighbour = self._open(imported)
        if neighbour is None or not neighbour.tells:
            return ()
        found = neighbour.context
        scope = found.module.scopes[0]
        symbol = found.symbols.of(Name(_exported(imported, found)), scope)
        return () if symbol[:1] in ((LOCAL,), ("global",)) else symbol

    def base(self, imported: Import, kinds: frozenset[str]) -> Value | None:
        """The address an imported client was built with."""
        neighbour = self._open(imported)
        if neighbour is None:
            return None
        found = neighbour.context
        return found.base(Name(_exported(imported, found)), found.module.scopes[0], kinds)

    def _open(self, imported: Import) -> _Neighbour | None:
        if len(self._read) >= MAX_FILES:
            return None
        place = self._place(imported)
        if place is None:
            return None
        if place not in self._read:
            self._read[place] = self._load(place)
        return self._read[place]

    def own(self, imported: Import) -> bool:
        """True for a module of the project itself, though it is called like a library."""
        return not imported.relative and self._place(imported) is not None

    def declaring(self, name: str) -> Module | None:
        """The module that declares a class this file uses: imported, or beside it in its package."""
        imported = self._module.imported(name)
        if self._module.frontend.class_addressed:
            opened = self._class_file(name, imported)
        else:
            opened = self._open(imported) if imported is not None else None
        return opened.context.module if opened is not None else None

    def _class_file(self, name: str, imported: Import | None) -> _Neighbour | None:
        """`shop.crm.Customer` of a file of `shop.orders` stands in the folder that mirrors its package."""
        folder, package = dirname(self._module.path), "/".join(self._module.package)
        if imported is not None:
            if not folder.endswith(package) or imported.symbol[:1] != self._module.package[:1]:
                return None
            folder = f"{folder[: len(folder) - len(package)]}{'/'.join(imported.symbol[:-1])}"
        place = f"{folder}/{name}" if folder else name
        if place not in self._classes and len(self._classes) < MAX_CLASSES:
            self._classes[place] = self._load(place)
        return self._classes.get(place)

    def _place(self, imported: Import) -> str | None:
        """The path of an imported file without its extension; None for libraries."""
        folder = dirname(self._module.path)
        if imported.relative:
            return normpath(f"{folder or '.'}/{imported.module}")
        if self._module.language != "python" or not imported.module:
            return None
        top, _, _ = imported.module.partition(".")
        if top not in self._tops:
            self._tops[top] = self._above(folder, top)
        above = self._tops[top]
        return None if above is None else normpath(f"{above or '.'}/{imported.module.replace('.', '/')}")

    def _above(self, folder: str, top: str) -> str | None:
        """The nearest import root upwards that holds the top package of an absolute import. A folder that is a
        package itself is no import root: `import stripe` in `shop/gateways/stripe/api.py` is the library."""
        for _ in range(MAX_FOLDERS):
            place = f"{folder}/{top}" if folder else top
            root = not folder or self._source.sibling(f"{folder}/__init__.py") is None
            if root and any(self._source.sibling(f"{place}{end}") is not None for end in ("/__init__.py", ".py")):
                return folder
            if not folder:
                return None
            folder = dirname(folder)
        return None

    def _load(self, place: str) -> _Neighbour | None:
        for path in self._candidates(place):
            data = self._source.sibling(path)
            if data is None or len(data) > MAX_BYTES:
                continue
            return _kept.get(self._source.root, path, data, self._module.frontend, self._book)
        return None

    def _candidates(self, place: str) -> list[str]:
        stem, _, ending = place.rpartition(".")
        exact = [place] if "." + ending in self._extensions else []
        if exact and ending in ("js", "mjs", "jsx"):
            exact += [f"{stem}.ts", f"{stem}.tsx"]  # TypeScript imports name the file it compiles to
        index = "__init__" if self._module.language == "python" else "index"
        own = "." + self._module.path.rpartition(".")[2]  # neighbours are mostly written in the same dialect
        ends = sorted(self._extensions, key=lambda end: end != own)
        return exact + [place + end for end in ends] + [f"{place}/{index}{end}" for end in ends]


def _exported(imported: Import, found: FileContext) -> str:
    """The name a default or named import has in its file."""
    if len(imported.symbol) > 1:
        return imported.symbol[-1]
    scope = found.module.scopes[0]
    if "export default" in scope.bindings:
        return "export default"
    return "module.exports" if "module.exports" in scope.bindings else imported.local
