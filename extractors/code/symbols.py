"""Which library symbol an expression stands for.

Calls, constructions and instances are transparent: `requests.Session().get`, `session.get` with
`session = requests.Session()` and `session: requests.Session` are all ("requests", "Session", "get").
"""

from __future__ import annotations

from collections.abc import Callable

from extractors.code.ir import Choice, Expr, Fallback, Invoke, Item, Member, Name, Record, Text, entry, last_name
from extractors.code.module import Binding, Import, Module, Scope, TypeRef
from extractors.code.rules import RuleBook, Symbol

MAX_HOPS = 40
"""Longest chain of names followed for one symbol."""

_CHECKS = frozenset({"parse", "safeParse", "cleanEnv", "validate", "load"})
"""Calls that check an object and give it back (`schema.parse(process.env)`)."""

LOCAL = "~"
"""First segment of symbols that name something of this file."""

_VAGUE = frozenset({"", "var", "val", "let", "const", "Object", "any", "Any", "unknown", "auto", "dynamic"})


class Symbols:
    """Symbol resolution in one module."""

    def __init__(self, module: Module, book: RuleBook) -> None:
        self.module = module
        self.book = book
        self.neighbours: Callable[[Import], Symbol] | None = None
        """Tells what a relative import is in its own file, where files next door may be read."""
        self._scope_names = frozenset(scope.name for scope in module.scopes if scope.kind != "module")
        self._wildcards = [item for item in module.imports if item.wildcard]
        self._known: dict[tuple[int, str], Symbol] = {}

    def of(self, expr: Expr, scope: Scope, hops: int = 0) -> Symbol:
        """The symbol of an expression as seen in `scope`; () when there is none."""
        if hops > MAX_HOPS:
            return ()
        if isinstance(expr, Name):
            return self._name(expr.name, scope, hops + 1)
        if isinstance(expr, Member):
            return self._member(expr, scope, hops + 1)
        if isinstance(expr, Invoke):
            return self._invoked(expr, scope, hops + 1)
        if isinstance(expr, Item):
            owner = self.of(expr.owner, scope, hops + 1)
            return (*owner, expr.key.value) if owner and isinstance(expr.key, Text) else owner
        if isinstance(expr, Fallback):
            return self.of(expr.primary, scope, hops + 1) or self.of(expr.default, scope, hops + 1)
        if isinstance(expr, Choice):
            return next((found for option in expr.options if (found := self.of(option, scope, hops + 1))), ())
        return ()

    def find(self, name: str, scope: Scope) -> tuple[list[Binding], Scope] | None:
        """The bindings of a name and the scope that holds them, from the inside out."""
        current: Scope | None = scope
        while current is not None:
            found = current.bindings.get(name)
            if found:
                return found, current
            current = current.parent
        return None

    def field(self, name: str, scope: Scope) -> tuple[list[Binding], Scope] | None:
        """The bindings of a field of the surrounding class."""
        owner = scope.enclosing("class")
        found = owner.bindings.get(name) if owner is not None else None
        return (found, owner) if found and owner is not None else None

    def home(self, binding: Binding) -> Scope:
        """The scope in which a binding's value has to be read."""
        return self.module.scope_at(binding.at)

    def type(self, kind: TypeRef | None, scope: Scope, hops: int = 0) -> Symbol:
        """The symbol of a type as written."""
        if kind is None or kind.name in _VAGUE:
            return ()
        wrapped = self.book.extra.types.get(kind.name)
        if wrapped is not None:
            return self.type(TypeRef(kind.args[0]), scope, hops + 1) if kind.args and wrapped == "inner" else ()
        head, *rest = kind.name.split(".")
        found = self._name(head, scope, hops + 1, types_only=True)
        return (*found, *rest) if found else ()

    def _name(self, name: str, scope: Scope, hops: int, types_only: bool = False) -> Symbol:
        if hops > MAX_HOPS:
            return ()
        if name == "this":
            owner = scope.enclosing("class")
            return (LOCAL, owner.name) if owner is not None else ()
        if not types_only:
            found = self.find(name, scope)
            if found is not None:
                return self._bound(found, hops)
        imported = self.module.imported(name)
        if imported is not None:
            return self.book.canonical(self._imported(imported))
        if name in self._scope_names:
            return (LOCAL, name)
        return self.book.canonical(self._unbound(name))

    def _imported(self, imported: Import) -> Symbol:
        """The symbol of an import; what files of the project define is looked up there, or told by its name."""
        if imported.relative and self.neighbours is not None:
            found = self.neighbours(imported)
            if found:
                return found
        if self.module.frontend.module_separator == "" and self.book.project_module(imported.module):
            named = self.book.named_package(imported.symbol[-1])
            if named is not None:
                return self.book.split(named)
            receiver = self.book.extra.receivers.get(imported.symbol[-1])
            if receiver is not None:
                return self.book.split(receiver)
        if not self.book.dotted and len(imported.symbol) == 1 and imported.local[:1].isupper():
            return (*imported.symbol, imported.local)
        return imported.symbol

    def _unbound(self, name: str) -> Symbol:
        if self._wildcards:
            module = self.book.module_of(name, [item.symbol for item in self._wildcards])
            if module is not None:
                return (*module, name)
        receiver = self.book.extra.receivers.get(name)
        if receiver is not None:
            return self.book.split(receiver)
        if self.module.frontend.class_addressed and name[:1].isupper():
            return (*self.module.package, name)
        return ("global", name)

    def _bound(self, found: tuple[list[Binding], Scope], hops: int) -> Symbol:
        for binding in reversed(found[0]):
            symbol = self._binding(binding, hops)
            if symbol:
                return symbol
        name = found[0][0].name
        receiver = self.book.extra.receivers.get(name) if found[0][0].parameter >= 0 else None
        return self.book.split(receiver) if receiver is not None else ()

    def _binding(self, binding: Binding, hops: int) -> Symbol:
        home = self.home(binding)
        declared = self.type(binding.type, home, hops + 1)
        if declared and declared[0] not in ("global",):
            return declared
        if binding.node is None or hops > MAX_HOPS:
            return declared
        key = (binding.at, binding.name)
        if key not in self._known:
            self._known[key] = ()  # breaks `x = x.next()`
            value = self.module.value(binding)
            self._known[key] = self.of(value, home, hops + 1) if value is not None else ()
        return self._known[key] or declared

    def _member(self, expr: Member, scope: Scope, hops: int) -> Symbol:
        if isinstance(expr.owner, Name) and expr.owner.name == "this":
            found = self.field(expr.name, scope)
            if found is not None:
                return self._bound(found, hops)
        owner = self.of(expr.owner, scope, hops + 1)
        if owner[:1] == (LOCAL,) and len(owner) == 2:
            inner = self._of_local(owner[1], expr, scope, hops)
            if inner is not None:
                return inner
        return (*owner, expr.name) if owner else ()

    def _of_local(self, name: str, expr: Member, scope: Scope, hops: int) -> Symbol | None:
        """A field of a class of this file, seen from outside."""
        for owner in self.module.classes(name):
            found = owner.bindings.get(expr.name)
            if found:
                return self._bound((found, owner), hops)
            inherited = self._inherited(owner, expr.name, hops)
            if inherited:
                return inherited
        return None

    def _inherited(self, owner: Scope, name: str, hops: int) -> Symbol:
        """A member that a class of this file has from a library's class (`class CrmSession(requests.Session)`)."""
        if self.module.functions(name, owner):
            return ()
        for base in owner.bases:
            symbol = self.type(base, owner.parent or owner, hops + 1)
            if symbol and symbol[0] not in (LOCAL, "global"):
                return (*symbol, name)
        return ()

    def _invoked(self, expr: Invoke, scope: Scope, hops: int) -> Symbol:
        callee = self.of(expr.callee, scope, hops + 1)
        if callee[:1] == (LOCAL,) and not expr.new:
            made = self._local_result(callee, hops)
            if made:
                return made
        elif not callee and isinstance(expr.callee, Name):
            return ()
        if last_name(expr.callee) in _CHECKS and expr.args:
            checked = self.of(expr.args[0], scope, hops + 1)
            if ".".join(checked) in self.book.extra.environment:
                return checked
        returned = self.book.extra.returns.get(".".join(callee))
        if returned is None:
            return callee
        argument = expr.args[0] if expr.args else None
        if "{0}" in returned:
            literal = argument.value if isinstance(argument, Text) else ""
            returned = returned.replace("{0}", literal) if literal else ".".join(callee)
        return tuple(returned.split("|")) if "|" in returned else self.book.split(returned)

    def _local_result(self, callee: Symbol, hops: int) -> Symbol:
        """What a function of this file gives back, one level deep."""
        for function in self.module.functions(callee[-1]):
            declared = self.type(function.result, function, hops + 1)
            if declared and declared[0] not in ("global", LOCAL):
                return declared
            for node in function.returns:
                found = self.of(self.module.lower(node), self.module.scope_at(node.start_byte), hops + 2)
                if found and found[0] != LOCAL:
                    return found
        return ()


def record_entry(expr: Expr, name: str) -> Expr | None:
    """The value of a key, when the expression is a record."""
    return entry(expr, name) if isinstance(expr, Record) else None


__all__ = ["LOCAL", "Import", "Symbols", "record_entry"]
