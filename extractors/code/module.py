"""The neutral picture of one source file: scopes, bindings, imports, calls and annotations.

Front ends build it; the engine reads it. Expressions stay unlowered syntax nodes until somebody asks
(`Module.lower`), because most of a file is never asked for.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from extractors.code.ir import Expr, Member

if TYPE_CHECKING:
    from tree_sitter import Node

    from extractors.code.frontend import Frontend

ScopeKind = Literal["module", "class", "function"]


@dataclass(slots=True)
class Import:
    """`local` stands for `symbol` (module and member segments, outermost first). `relative` imports name a file of
    the same project. wildcard: every member of `symbol` is visible."""

    local: str
    symbol: tuple[str, ...]
    line: int
    relative: bool = False
    wildcard: bool = False
    module: str = ""


@dataclass(slots=True)
class TypeRef:
    """A type as written: `List<Order>` is name "List", args ("Order",)."""

    name: str
    args: tuple[str, ...] = ()


@dataclass(slots=True)
class Annotation:
    """A decorator, annotation or attribute; lower `node` to get an `Invoke`."""

    name: str
    node: Node
    line: int


@dataclass(slots=True)
class Binding:
    """A name gets a value: assignment, field, parameter, `with ... as`.

    node: the value's syntax node (None for a bare declaration). at: byte offset of the binding. parameter: position,
    -1 for other bindings. member: the value is this member of `node` (`const { member } = node`). constant: other
    files may use it by name.
    """

    name: str
    node: Node | None
    at: int
    line: int
    type: TypeRef | None = None
    annotations: list[Annotation] = field(default_factory=list)
    parameter: int = -1
    constant: bool = False
    member: str = ""


@dataclass(slots=True)
class Scope:
    """A module, class or function. `end` is exclusive. `body` is the value of an expression-bodied function."""

    kind: ScopeKind
    name: str
    start: int
    end: int
    line: int
    parent: Scope | None = None
    bases: list[TypeRef] = field(default_factory=list)
    annotations: list[Annotation] = field(default_factory=list)
    bindings: dict[str, list[Binding]] = field(default_factory=dict)
    parameters: list[Binding] = field(default_factory=list)
    returns: list[Node] = field(default_factory=list)
    result: TypeRef | None = None
    constructor: bool = False
    abstract: bool = False

    def enclosing(self, kind: ScopeKind) -> Scope | None:
        """The nearest scope of a kind, itself included."""
        scope: Scope | None = self
        while scope is not None and scope.kind != kind:
            scope = scope.parent
        return scope

    def bind(self, binding: Binding) -> None:
        """Add a binding."""
        self.bindings.setdefault(binding.name, []).append(binding)


@dataclass(slots=True)
class Call:
    """A call or construction site; `name` is the last name of what is called."""

    name: str
    node: Node
    at: int


@dataclass(slots=True)
class Module:
    """One file. `package` is the namespace it declares; `scopes` is sorted by start, the module scope first."""

    path: str
    language: str
    frontend: Frontend
    data: bytes
    root: Node
    package: tuple[str, ...] = ()
    imports: list[Import] = field(default_factory=list)
    scopes: list[Scope] = field(default_factory=list)
    call_nodes: list[Node] = field(default_factory=list)
    _calls: list[Call] | None = None
    _lowered: dict[int, Expr] = field(default_factory=dict)
    _starts: list[int] = field(default_factory=list)
    _visible: dict[str, Import] | None = None

    @property
    def calls(self) -> list[Call]:
        """Every call, named when first asked for: a file that is only looked up for a name is never asked."""
        if self._calls is None:
            name = self.frontend.call_name
            self._calls = [Call(name(node), node, node.start_byte) for node in self.call_nodes]
        return self._calls

    def lower(self, node: Node) -> Expr:
        """The neutral expression of a syntax node (remembered)."""
        known = self._lowered.get(node.id)
        if known is None:
            known = self._lowered[node.id] = self.frontend.lower(node, self)
        return known

    def value(self, binding: Binding) -> Expr | None:
        """The neutral expression of a binding's value, None for a bare declaration."""
        if binding.node is None:
            return None
        lowered = self.lower(binding.node)
        return Member(lowered, binding.member) if binding.member else lowered

    def scope_at(self, offset: int) -> Scope:
        """The innermost scope around a byte offset."""
        if len(self._starts) != len(self.scopes):
            self._starts = [scope.start for scope in self.scopes]
        scope = self.scopes[max(0, bisect_right(self._starts, offset) - 1)]
        while scope.parent is not None and scope.end <= offset:
            scope = scope.parent
        return scope

    def imported(self, local: str) -> Import | None:
        """The import a local name stands for."""
        if self._visible is None:
            self._visible = {item.local: item for item in self.imports if not item.wildcard}
        return self._visible.get(local)

    def functions(self, name: str, owner: Scope | None = None) -> list[Scope]:
        """Functions of this file called `name` (directly in class `owner`, if given)."""
        return [
            scope
            for scope in self.scopes
            if scope.kind == "function" and scope.name == name and (owner is None or scope.parent is owner)
        ]

    def classes(self, name: str) -> list[Scope]:
        """Classes of this file called `name`."""
        return [scope for scope in self.scopes if scope.kind == "class" and scope.name == name]
