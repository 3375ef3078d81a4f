"""What a language has to provide, and how a file is read with it.

A front end is a query (which nodes matter) and a few small functions from nodes to neutral pieces. Reading, scopes and
placement of bindings and annotations are the same for every language and live here.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING

from extractors.code.ir import OPAQUE, Expr
from extractors.code.module import Annotation, Binding, Import, Module, Scope

if TYPE_CHECKING:
    from tree_sitter import Language, Node, Parser, Query

MAX_NESTING = 60
"""Deepest expression that is lowered; what lies below is opaque."""


class Frontend(ABC):
    """A language: see extractors/code/README.md for a walk through one.

    Class attributes: `language` (its name in the catalog and in rule ids), `grammar` (module of the
    grammar wheel and function in it), `query` (captures `@class @function @import @call @binding @annotation
    @return`; all optional), `strings` (node types of string literals), `comments` (of comments),
    `module_separator` (between the segments of a module name; "" keeps it whole), `signs` (a regular expression over
    the bytes of a file; its outer alternatives are searched one by one, fastest when they begin with literal text, `^`
    or `\\b`; group 1 of an alternative is the module of an import statement; a match of one without a group makes the
    file worth parsing).
    """

    language: str
    grammar: tuple[str, str]
    query: str
    strings: frozenset[str] = frozenset()
    comments: frozenset[str] = frozenset({"comment"})
    module_separator: str = "."
    signs: bytes
    markup: frozenset[str] = frozenset()
    """Node types whose strings are shown to people (JSX elements): URLs in them are links."""
    bare_calls: bool = False
    """True when a call needs no brackets after its name (Ruby)."""
    class_addressed: bool = False
    """True when constants are named `Class#NAME` for other files, False when `<file path>#NAME`."""
    package_addressed: bool = False
    """True when names at the top of a file belong to its package (Kotlin): constants are named `<package>#NAME`."""
    settings_folders: frozenset[str] = frozenset()
    """Folders whose files return settings (`config/services.php`)."""
    folder_addressed: bool = False
    """True when the files of a folder share their names (Go packages): constants are named `<folder's name>#NAME`."""

    # what a language implements -------------------------------------------------------------------------------

    @abstractmethod
    def lower_node(self, node: Node, module: Module, lower: Callable[[Node], Expr]) -> Expr:
        """Lower one node; call `lower` for its children. Unknown node types give `OPAQUE`."""

    @abstractmethod
    def imports(self, node: Node, module: Module) -> Iterable[Import]:
        """What an `@import` node brings in."""

    @abstractmethod
    def call_name(self, node: Node) -> str:
        """The last name of what a `@call` node calls."""

    @abstractmethod
    def scope(self, node: Node, kind: str) -> Scope:
        """The scope of a `@class` or `@function` node, with parameters, bases and result type."""

    def bindings(self, node: Node, module: Module) -> Iterable[tuple[Binding, bool]]:
        """Bindings made by a `@binding` node; True marks one of the instance (`self.x = ...`)."""
        return ()

    def annotation(self, node: Node) -> tuple[Annotation, Node | None]:
        """An `@annotation` node and the declaration it stands on (a `@class`, `@function` or `@binding` node)."""
        raise NotImplementedError(f"{self.language} captures annotations but does not read them")

    def prepare(self, data: bytes, path: str) -> bytes:
        """The text to parse; replaces what is not code by blanks of the same length."""
        return data

    def grammar_for(self, path: str) -> tuple[str, str]:
        """The grammar for a file (TypeScript and TSX differ)."""
        return self.grammar

    def query_for(self, path: str) -> str:
        """The query for a file."""
        return self.query

    def package_of(self, module: Module) -> tuple[str, ...]:
        """The namespace a file declares."""
        return ()

    # shared ---------------------------------------------------------------------------------------------------

    def __init__(self) -> None:
        self._depth = 0

    def lower(self, node: Node, module: Module) -> Expr:
        """Lower a node, bounded in depth."""
        if self._depth >= MAX_NESTING:
            return OPAQUE
        self._depth += 1
        try:
            return self.lower_node(node, module, module.lower)
        finally:
            self._depth -= 1

    def always(self, module: str) -> bool:
        """True for imports that make any file worth parsing (the language's own network modules)."""
        return False

    def split(self, name: str) -> tuple[str, ...]:
        """The segments of a module name."""
        return tuple(name.split(self.module_separator)) if self.module_separator else (name,)

    def read(self, data: bytes, path: str) -> Module:
        """Parse a file into a `Module`. Files with syntax errors give what could be read."""
        data = self.prepare(data, path)
        grammar = self.grammar_for(path)
        tree = parser_of(grammar).parse(data)
        module = Module(path, self.language, self, data, tree.root_node)
        found = captures(grammar, self.query_for(path), tree.root_node)
        module.scopes = self._scopes(module, found)
        module.package = self.package_of(module)
        for node in found.get("import", ()):
            module.imports.extend(self.imports(node, module))
        self._bind(module, sorted(found.get("binding", ()), key=lambda node: node.start_byte))
        self._annotate(module, found.get("annotation", ()))
        for node in found.get("return", ()):
            function = module.scope_at(node.start_byte).enclosing("function")
            if function is not None:
                function.returns.append(node)
        module.call_nodes = found.get("call", [])
        return module

    def _scopes(self, module: Module, found: dict[str, list[Node]]) -> list[Scope]:
        scopes = [Scope("module", "", 0, len(module.data) + 1, 1)]
        made = [self.scope(node, kind) for kind in ("class", "function") for node in found.get(kind, ())]
        for scope in sorted(made, key=lambda item: (item.start, -item.end)):
            parent = scopes[-1]
            while parent.parent is not None and parent.end <= scope.start:
                parent = parent.parent
            scope.parent = parent
            for parameter in scope.parameters:
                scope.bind(parameter)
            scopes.append(scope)
        return scopes

    def _bind(self, module: Module, nodes: Iterable[Node]) -> None:
        for node in nodes:
            for binding, on_instance in self.bindings(node, module):
                scope = module.scope_at(binding.at)
                if on_instance:
                    scope = scope.enclosing("class") or scope
                scope.bind(binding)

    def _annotate(self, module: Module, nodes: Iterable[Node]) -> None:
        if not nodes:
            return
        targets: dict[tuple[int, int], list[Annotation]] = {}
        for scope in module.scopes:
            targets[scope.start, scope.end] = scope.annotations
        by_place = {
            binding.at: binding.annotations
            for scope in module.scopes
            for group in scope.bindings.values()
            for binding in group
        }
        for node in nodes:
            annotation, owner = self.annotation(node)
            if owner is None:
                continue
            place = targets.get((owner.start_byte, owner.end_byte))
            if place is None:
                place = by_place.get(owner.start_byte)
            if place is not None:
                place.append(annotation)


@cache
def language_of(grammar: tuple[str, str]) -> Language:
    """The tree-sitter language of a grammar wheel, loaded on first use."""
    from tree_sitter import Language  # noqa: PLC0415  (heavy: only when a file of the language is met)

    module, function = grammar
    return Language(getattr(import_module(module), function)())


@cache
def parser_of(grammar: tuple[str, str]) -> Parser:
    """A parser per grammar and process."""
    from tree_sitter import Parser  # noqa: PLC0415

    return Parser(language_of(grammar))


@cache
def query_of(grammar: tuple[str, str], source: str) -> Query:
    """A compiled query per grammar and process."""
    from tree_sitter import Query  # noqa: PLC0415

    return Query(language_of(grammar), source)


def captures(grammar: tuple[str, str], source: str, root: Node) -> dict[str, list[Node]]:
    """Captured nodes by capture name, in source order."""
    from tree_sitter import QueryCursor  # noqa: PLC0415

    found = QueryCursor(query_of(grammar, source)).captures(root)
    for nodes in found.values():
        nodes.sort(key=lambda node: (node.start_byte, -node.end_byte))
    return found


def node_text(node: Node | None) -> str:
    """The source text of a node ("" for None)."""
    text = node.text if node is not None else None  # read once: every read copies
    return text.decode("utf-8", "replace") if text is not None else ""


def line_of(node: Node) -> int:
    """1-based line of a node."""
    return node.start_point[0] + 1


def first_child(node: Node) -> Node | None:
    """The first named child, if any."""
    children = node.named_children
    return children[0] if children else None
