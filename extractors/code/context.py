"""What a rule's handler gets to see: one use of a construct in one file."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from extractors.code.arguments import payload, targets
from extractors.code.fold import Folder
from extractors.code.ir import Closure, Expr, Invoke, Member, Name, last_name
from extractors.code.module import Binding, Import, Module, Scope
from extractors.code.rules import CALLED, Rule, RuleBook, Symbol
from extractors.code.shapes import Shapes
from extractors.code.symbols import Symbols
from extractors.code.values import is_absolute, slashed
from mapgen.model.facts import AnyFact, DataField, RouteServed
from mapgen.model.location import Location
from mapgen.model.value import UNKNOWN, Ref, Value, ref

_MAX_CHAIN = 30
_BASE_NAME = re.compile(r"^_*(?:base_?ur[il]|url_?base|api_?(?:base|ur[il])|prefix_?url|endpoint)$", re.IGNORECASE)
_BODY_CALLS = frozenset({"body", "bodyValue", "syncBody", "post", "put", "json"})
_VERBS = frozenset({"get", "post", "put", "patch", "delete", "head"})

BASES = frozenset({"base_url", "path_prefix"})
ADDRESSES = frozenset({"base_url", "host", "dsn", "url", "account", "jdbc"})


@dataclass(slots=True)
class FileContext:
    """Everything about one file that handlers share. `routes` and `receivers` are matched up at the end."""

    root: str
    module: Module
    book: RuleBook
    symbols: Symbols
    folder: Folder
    facts: list[AnyFact] = field(default_factory=list)
    routes: list[tuple[RouteServed, int, int]] = field(default_factory=list)
    receivers: list[tuple[int, str, str]] = field(default_factory=list)
    used_keys: set[str] = field(default_factory=set)
    chains: dict[int, list[str]] | None = None
    shapes: Shapes | None = None
    linked_own: Callable[[Import], bool] | None = None
    linked_base: Callable[[Import, frozenset[str]], Value | None] | None = None

    def location(self, line: int) -> Location:
        """A line of this file."""
        return Location(self.root, self.module.path, line, line)

    def rule_id(self, name: str) -> str:
        """The rule id of a construct."""
        return f"{self.module.language}/{name}"

    def own(self, imported: Import) -> bool:
        """True for a module of the application itself: its package begins like the file's own, or its files are at
        hand."""
        ours = self.module.package[:3]
        if len(ours) > 1 and imported.symbol[: len(ours)] == ours:
            return True
        return self.linked_own is not None and self.linked_own(imported)

    def value(self, expr: Expr, scope: Scope) -> Value:
        """Fold, and remember which configuration the construct consumed."""
        made = self.folder.fold(expr, scope)
        self.used_keys.update(hole.name for hole in made.refs)
        return made

    def chain(self, at: int) -> list[str]:
        """Names of the calls of a chain, by the byte offset it starts at."""
        if self.chains is None:
            self.chains = {}
            for call in self.module.calls:
                self.chains.setdefault(call.at, []).append(call.name)
        return self.chains.get(at, [])

    def base(self, expr: Expr, scope: Scope, kinds: frozenset[str] = BASES, hops: int = 0) -> Value | None:
        """The address a receiver was built with: follows names to their construction and chains to their start."""
        for _ in range(_MAX_CHAIN):
            found, home = self.folder.follow(expr, scope)
            if hops > 8:
                return None
            if isinstance(found, Name) and self.linked_base is not None:
                imported = self.module.imported(found.name)
                if imported is not None and imported.relative:
                    return self.linked_base(imported, kinds)
            if not isinstance(found, Invoke):
                if isinstance(found, Member):
                    expr, scope = found.owner, home
                    continue
                return None
            value = self._configured(found, home, kinds)
            if value is not None:
                return value
            inner = self._class_address(found, home, kinds) or self._factory(found, home, kinds, hops)
            if inner is not None:
                return inner
            if not isinstance(found.callee, Member):
                return None
            expr, scope = found.callee.owner, home
        return None

    def _configured(self, call: Invoke, scope: Scope, kinds: frozenset[str]) -> Value | None:
        symbol = self.symbols.of(call.callee, scope)
        for rule in self.book.all_matches(symbol, CALLED):
            if rule.construct.target_kind not in kinds:
                continue
            for target in targets(rule, call, self.folder, scope):
                return self.value(target, scope)
        return None

    def _class_address(self, made: Invoke, scope: Scope, kinds: frozenset[str]) -> Value | None:
        """The address an instance's own class holds (`class CrmSession(Session): base_url = "https://..."`)."""
        if "base_url" not in kinds or not isinstance(made.callee, Name):
            return None
        for owner in self.module.classes(made.callee.name):
            for name, bindings in owner.bindings.items():
                value = self.folder.bound(bindings[0], owner) if _BASE_NAME.match(name) else None
                if value is not None and value.known:
                    return value
        return None

    def _factory(self, call: Invoke, scope: Scope, kinds: frozenset[str], hops: int) -> Value | None:
        """A client made by a function of this file."""
        callee = call.callee
        name = callee.name if isinstance(callee, Member) else getattr(callee, "name", "")
        for function in self.module.functions(name):
            for node in function.returns:
                value = self.base(self.module.lower(node), self.module.scope_at(node.start_byte), kinds, hops + 1)
                if value is not None:
                    return value
        return None


@dataclass(slots=True)
class Use:
    """One use of a construct. `owner` is the scope an annotation stands on (None for calls)."""

    rule: Rule
    call: Invoke
    scope: Scope
    symbol: Symbol
    file: FileContext
    owner: Scope | None = None

    @property
    def line(self) -> int:
        """1-based line of the use."""
        return self.call.line

    @property
    def rule_id(self) -> str:
        """Rule id shown to users."""
        name, module = self.rule.construct.construct, self.rule.module[-1]
        if "." not in name and self.rule.construct.form in ("call", "constructor") and module != "global":
            short = module.rpartition("/")[2] if "." not in module or "/" in module else module
            plain = self.file.module.frontend.class_addressed or ("*" in short and not self.file.book.dotted)
            name = name if plain or name in (short, "default") else f"{short}.{name}"
        return self.file.rule_id(name)

    @property
    def package(self) -> str:
        """`ecosystem:name` of the library, "" for what comes with the language."""
        return "" if self.rule.construct.ecosystem == "stdlib" else self.rule.construct.package_id

    @property
    def system(self) -> str:
        """Catalog id of the technology the library talks to, "" when it talks to several."""
        match = self.file.book.catalog.match_package(self.rule.construct.package_id)
        if self.rule.names and self.file.book.is_cloud(self.rule.construct.package_id):
            named = self.file.book.catalog.match_name(self.rule.names[0])
            return named.system.id if named is not None else ""
        return match.system.id if match is not None and match.system is not None else ""

    def receiver_base(self, kinds: frozenset[str] = BASES) -> Value | None:
        """The address of the client the call is made on."""
        callee = self.call.callee
        if not isinstance(callee, Member):
            return None
        return self.file.base(callee.owner, self.scope, kinds)

    def chained_payload(self) -> tuple[DataField, ...]:
        """Fields of the body that a fluent call gives after the address (`.uri(...).body(order)`)."""
        for call in self.file.module.calls if len(self.file.chain(self.call.at)) > 1 else ():
            if call.at == self.call.at and call.name in _BODY_CALLS:
                expr = self.file.module.lower(call.node)
                found = payload(expr, self.file.folder, self.scope) if isinstance(expr, Invoke) else ()
                if found:
                    return found
        return ()

    def taken(self) -> tuple[DataField, ...]:
        """Fields of the body that the annotated method takes."""
        shapes = self.file.shapes
        return shapes.of_parameters(self.owner) if shapes is not None and self.owner is not None else ()

    def chained_method(self) -> str:
        """The HTTP method of a fluent call that names it after the address (`newBuilder(uri).POST(body)`)."""
        if not self.file.module.frontend.class_addressed:
            return ""
        names = [name for name in self.file.chain(self.call.at) if name.lower() in _VERBS]
        return names[0].upper() if len(names) == 1 else ""

    def _injected(self, value: Value) -> Value | None:
        """The address of a client that the container injects, as its factory names it (`RestTemplate#crm`)."""
        first = value.parts[0] if value.parts else ""
        built_in_place = value == UNKNOWN and any(isinstance(arg, Closure) for arg in self.call.args)
        relative = built_in_place or (isinstance(first, str) and first.startswith("/"))
        if not self.file.module.frontend.class_addressed or not relative:
            return None
        holder: Expr = self.call.callee
        while isinstance(holder, (Invoke, Member)) and not (
            isinstance(holder, Member) and holder.owner == Name("this")
        ):
            holder = holder.callee if isinstance(holder, Invoke) else holder.owner
        name = last_name(holder)
        found = self.file.symbols.find(name, self.scope)
        for binding in found[0] if found is not None else ():
            if binding.type is not None and binding.node is None:
                return ref("const", f"{binding.type.name}#{self._qualified(binding) or name}")
        return None

    def _qualified(self, binding: Binding) -> str:
        """The bean that `@Qualifier("crm")` or `@Named("crm")` asks for, "" without one."""
        for annotation in binding.annotations:
            call = self.file.module.lower(annotation.node) if annotation.name in ("Qualifier", "Named") else None
            if isinstance(call, Invoke) and call.args:
                return self.file.value(call.args[0], self.scope).literal or ""
        return ""

    def with_base(self, value: Value) -> Value:
        """A relative target completed by the client's base address."""
        if is_absolute(value):
            return value
        path = _after_unknown(value)
        base = self.receiver_base() or self._injected(path)
        if base is None:
            return value
        return base if path == UNKNOWN or not path.parts else slashed(base, path)


def _after_unknown(value: Value) -> Value:
    """The path that a builder of unknown origin is given (`builder.path("/orders")`), else the value."""
    parts = value.parts
    unknown = len(parts) > 1 and isinstance(parts[0], Ref) and parts[0].kind == "unknown" and parts[0].default is None
    return Value(parts[1:]) if unknown and isinstance(parts[1], str) and parts[1].startswith("/") else value
