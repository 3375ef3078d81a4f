"""Constant folding: a neutral expression to a symbolic string."""

from __future__ import annotations

import re
from collections.abc import Callable
from posixpath import dirname, normpath
from typing import TYPE_CHECKING

from extractors.code.ir import (
    Choice,
    Closure,
    Concat,
    Expr,
    Fallback,
    Format,
    Invoke,
    Item,
    Listing,
    Member,
    Name,
    Record,
    Text,
    entry,
    keyword,
    last_name,
)
from extractors.code.module import Binding, Import, Module, Scope
from extractors.code.placeholders import placeholders
from extractors.code.rules import RuleBook
from extractors.code.symbols import LOCAL, Symbols
from extractors.code.values import (
    base_first,
    based,
    best,
    extended,
    folder_name,
    joined_path,
    rank,
    settled,
    with_default,
)
from mapgen.model.facts import DataField
from mapgen.model.value import UNKNOWN, Ref, Value, join, ref, text

if TYPE_CHECKING:
    from tree_sitter import Node

MAX_DEPTH = 40
"""Deepest chain of expressions and bindings that is folded."""

MAX_STEPS = 200_000
"""Expressions folded per file; a file that needs more gets unknown values for the rest."""

MAX_PARTS = 40
"""Pieces a value may have before it counts as unknown."""

_HOLES = re.compile(r"%(?:\(\w+\))?[-+ #0]*[\d.]*[a-zA-Z]|%%|\{[^{}]*\}|:[a-z]\w*(?=/|$)")
_PRINTF = re.compile(r"%(?:\((\w+)\))?[-+ #0]*[\d.]*[a-zA-Z]|%%")
_BRACES = re.compile(r"\{([^{}]*)\}")
_ENV_NAME = re.compile(r"^[A-Z][A-Z0-9_]{2,}$")
_SECTION_NAMES = ("SectionName", "Section", "ConfigurationSection", "ConfigSection", "Position", "Name", "Key")
_GETTER = re.compile(r"^(?:get|is)([A-Z]\w*)$")

Given = dict[tuple[int, str], Value]
"""Values of parameters for one call: (start of the function, parameter) -> value."""


class Folder:
    """Folds expressions of one module."""

    def __init__(self, module: Module, symbols: Symbols, book: RuleBook) -> None:
        self.module = module
        self.symbols = symbols
        self.book = book
        self.shapes: Callable[[str], tuple[DataField, ...]] | None = None
        """Gives the fields of a class of the project."""
        self.given: Given = {}
        self.at = -1
        """Byte offset of the use being read: what a name is bound to later does not count (-1: everything counts)."""
        self._steps = 0
        self._open: set[int] = set()

    def fold(self, expr: Expr, scope: Scope, depth: int = 0) -> Value:
        """The value of an expression as seen in `scope`."""
        self._steps += 1
        if depth > MAX_DEPTH or self._steps > MAX_STEPS:
            return UNKNOWN
        made = self._fold(expr, scope, depth + 1)
        return made if len(made.parts) <= MAX_PARTS else UNKNOWN

    def follow(self, expr: Expr, scope: Scope, hops: int = 0) -> tuple[Expr, Scope]:
        """The expression a name was bound to (and where it stands), or the expression itself."""
        found = None
        if isinstance(expr, Name):
            found = self.symbols.find(expr.name, scope)
        elif isinstance(expr, Member) and expr.owner == Name("this"):
            found = self.symbols.field(expr.name, scope)
        elif isinstance(expr, Member) and self.module.frontend.folder_addressed:
            found = self._receiver_field(expr, scope)
        if found is None or hops > 6:
            return expr, scope
        valued = [binding for binding in self._visible(*found) if binding.node is not None]
        if not valued:
            return expr, scope
        value = self.module.value(valued[0])
        if value is None or value == expr:
            return expr, scope
        before, self.at = self.at, valued[0].at
        try:
            return self.follow(value, self.symbols.home(valued[0]), hops + 1)
        finally:
            self.at = before

    def _receiver_field(self, expr: Member, scope: Scope) -> tuple[list[Binding], Scope] | None:
        """The bindings of `c.http` where `c` is an instance of a type of this file (Go names its instances)."""
        symbol = self.symbols.of(expr.owner, scope) if isinstance(expr.owner, Name) else ()
        for owner in self.module.classes(symbol[1]) if symbol[:1] == (LOCAL,) and len(symbol) == 2 else ():
            if expr.name in owner.bindings:
                return owner.bindings[expr.name], owner
        return None

    def _visible(self, bindings: list[Binding], owner: Scope) -> list[Binding]:
        """The bindings of a name that may reach the use being read, latest first."""
        if owner.kind != "function" or not owner.start <= self.at < owner.end:
            return bindings[:-9:-1]
        kept: list[Binding] = []
        for binding in reversed([item for item in bindings if item.at < self.at] or bindings):
            kept.append(binding)
            if binding.node is not None and _surely_before(binding.node, self.at):
                break
        return kept[:8]

    def _fold(self, expr: Expr, scope: Scope, depth: int) -> Value:
        if isinstance(expr, Text):
            return text(expr.value)
        if isinstance(expr, Concat):
            return join(*(self.fold(part, scope, depth) for part in expr.parts))
        if isinstance(expr, Name):
            return self._name(expr, scope, depth)
        if isinstance(expr, Member):
            return self._member(expr, scope, depth)
        if isinstance(expr, Invoke):
            return self._invoke(expr, scope, depth)
        if isinstance(expr, Fallback):
            return with_default(self.fold(expr.primary, scope, depth), self.fold(expr.default, scope, depth))
        if isinstance(expr, Choice):
            return best(self.fold(option, scope, depth) for option in expr.options)
        if isinstance(expr, Format):
            return self._format(self.fold(expr.template, scope, depth), expr.args, scope, depth)
        if isinstance(expr, Item):
            return self._item(expr, scope, depth)
        if isinstance(expr, Closure) and expr.body is not None:
            return self.fold(expr.body, self.module.scope_at(expr.at), depth)
        return UNKNOWN

    # names ----------------------------------------------------------------------------------------------------

    def _name(self, expr: Name, scope: Scope, depth: int) -> Value:
        found = self.symbols.find(expr.name, scope)
        if found is not None:
            return self._bound(found[0], found[1], depth)
        imported = self.module.imported(expr.name)
        if imported is not None:
            return self._imported(imported, ())
        if self.module.frontend.folder_addressed:
            return ref("const", f"{folder_name(self.module.path)}#{expr.name}")
        if self.module.frontend.package_addressed:
            return ref("const", f"{'.'.join(self.module.package)}#{expr.name}")
        return UNKNOWN

    def _bound(self, bindings: list[Binding], owner: Scope, depth: int) -> Value:
        return settled([self._binding(binding, owner, depth) for binding in self._visible(bindings, owner)])

    def _binding(self, binding: Binding, owner: Scope, depth: int) -> Value:
        given = self.given.get((owner.start, binding.name))
        if given is not None and binding.parameter >= 0:
            return given
        injected = self._injected(binding, owner)
        if injected is not None:
            return injected
        if binding.parameter >= 0:
            return ref("param", binding.name, self._default(binding, depth))
        value = self.module.value(binding)
        key = -1 - binding.at
        if value is None or key in self._open:
            return UNKNOWN
        self._open.add(key)
        before, self.at = self.at, binding.at
        try:
            return self.fold(value, self.symbols.home(binding), depth)
        finally:
            self._open.discard(key)
            self.at = before

    def bound(self, binding: Binding, owner: Scope) -> Value:
        """The value of one binding of a scope."""
        return self._binding(binding, owner, 0)

    def _default(self, binding: Binding, depth: int) -> Value | None:
        key = -1 - binding.at
        if binding.node is None or key in self._open:  # a setter: `this.url = url` is no value of its own
            return None
        home = self.module.scope_at(binding.at)
        self._open.add(key)
        try:
            value = self.fold(self.module.lower(binding.node), home.parent or home, depth)
        finally:
            self._open.discard(key)
        return value if value.known else None

    def _injected(self, binding: Binding, owner: Scope) -> Value | None:
        """A field or parameter an annotation gives a configured value."""
        for annotation in binding.annotations:
            how = self.book.extra.injected.get(annotation.name)
            call = self.module.lower(annotation.node) if how is not None else None
            if how is None or not isinstance(call, Invoke):
                continue
            value = self.annotation_argument(call, ("value", "name"), owner)
            if how == "placeholder" and value is not None:
                literal = value.literal
                return placeholders(literal) if literal is not None else value
            if how == "property" and value is not None:
                default = keyword(call, "defaultValue")
                return ref("property", str(value), self.fold(default, owner) if default is not None else None)
        if owner.kind == "class" and any(
            base.name.rpartition(".")[2] in self.book.extra.settings for base in owner.bases
        ):
            return ref("env", binding.name.upper(), self._default(binding, 0))
        if binding.constant and binding.node is not None:
            return None  # a constant of the class is not configured; it may even be the prefix
        prefix = self._configured_prefix(owner)
        if not prefix and binding.node is None and binding.name[:1].isupper():
            prefix = self.section(owner)
        return ref("property", f"{prefix}.{binding.name}", self._default(binding, 0)) if prefix else None

    def _configured_prefix(self, owner: Scope) -> str:
        """The prefix of a class whose fields are all read from configuration."""
        if owner.kind != "class":
            return ""
        for annotation in owner.annotations:
            if self.book.extra.injected.get(annotation.name) == "prefix":
                call = self.module.lower(annotation.node)
                value = self.annotation_argument(call, ("prefix", "value"), owner) if isinstance(call, Invoke) else None
                return value.literal or "" if value is not None else ""
        return ""

    def section(self, owner: Scope) -> str:
        """The section of the configuration that a class of settings is bound to: what it says itself, else its name."""
        pattern = self.book.extra.sections
        found = re.search(pattern, owner.name) if pattern and owner.kind == "class" else None
        if found is None:
            return ""
        for name in _SECTION_NAMES:
            said = self.module.value(owner.bindings[name][0]) if name in owner.bindings else None
            if isinstance(said, Text):
                return said.value
        return owner.name[: found.start()]

    def annotation_argument(self, call: Invoke, names: tuple[str, ...], scope: Scope) -> Value | None:
        """The first of several arguments of an annotation; its unnamed argument counts as `value`."""
        for name in names:
            found = keyword(call, name)
            if found is not None:
                return self.fold(found, scope)
        return self.fold(call.args[0], scope) if call.args else None

    def _imported(self, imported: Import, members: tuple[str, ...]) -> Value:
        """A constant of another file."""
        symbol = (*imported.symbol, *members)
        if self.module.frontend.class_addressed:
            classes = [part for part in symbol[:-1] if part[:1].isupper()]
            if not classes and self.module.frontend.package_addressed:
                return ref("const", f"{'.'.join(symbol[:-1])}#{symbol[-1]}")
            return ref("const", f"{classes[-1]}#{symbol[-1]}") if classes else UNKNOWN
        if imported.relative and imported.module:
            place = normpath(f"{dirname(self.module.path) or '.'}/{imported.module}").removeprefix("./")
            rest = symbol[1:] if imported.symbol else members
            return ref("const", f"{place}#{'.'.join(rest)}") if rest else UNKNOWN
        if self.module.frontend.folder_addressed and len(symbol) > 1:
            known = self.book.catalog.match_import(self.book.ecosystem, imported.module) is not None
            ours = "." in imported.module.partition("/")[0] and not known
            return ref("const", f"{symbol[0].rpartition('/')[2]}#{'.'.join(symbol[1:])}") if ours else UNKNOWN
        if imported.module and len(symbol) > 1 and not self.book.dotted:
            if not self.book.project_module(imported.module):
                return UNKNOWN
            checked = bool(members) and members[-1].isupper() and imported.local.lower().endswith("env")
            return ref(
                "const",
                f"{imported.module}#{'.'.join(symbol[1:])}",
                ref("env", members[-1]) if checked else None,  # `env.CRM_URL` of a module that checks the environment
            )
        if imported.module and len(symbol) > 1:
            names = symbol[len(self.module.frontend.split(imported.module)) :]
            return ref("const", f"{imported.module.replace('.', '/')}#{'.'.join(names)}") if names else UNKNOWN
        return UNKNOWN

    def _member(self, expr: Member, scope: Scope, depth: int) -> Value:
        if expr.owner == Name("this"):
            found = self.symbols.field(expr.name, scope)
            return self._bound(found[0], found[1], depth) if found is not None else UNKNOWN
        read = self._environment(expr, scope)
        if read is not None:
            return read
        owner, home = self.follow(expr.owner, scope)
        if isinstance(owner, Record):
            value = entry(owner, expr.name)
            return self.fold(value, home, depth) if value is not None else UNKNOWN
        if isinstance(owner, Choice):
            held = [entry(option, expr.name) for option in owner.options if isinstance(option, Record)]
            return best(self.fold(value, home, depth) for value in held if value is not None)
        if isinstance(expr.owner, Name):
            return self._static(expr.owner.name, expr.name, scope, depth)
        root, names = _path(expr)
        imported = self.module.imported(root) if root else None
        if imported is not None:
            return self._imported(imported, names)
        return self._of_instance(self.symbols.of(expr.owner, scope), expr.name, depth)

    def _static(self, owner: str, name: str, scope: Scope, depth: int) -> Value:
        """`Owner.NAME`: a class of this file, an imported class or module, or an instance of a class."""
        for local in self.module.classes(owner):
            found = local.bindings.get(name)
            if found:
                return self._bound(found, local, depth)
        imported = self.module.imported(owner)
        if imported is not None and self.symbols.find(owner, scope) is None:
            return self._imported(imported, (name,))
        if self.module.frontend.class_addressed and owner[:1].isupper():
            return ref("const", f"{owner}#{name}")
        symbol = self.symbols.of(Name(owner), scope)
        return self._of_instance(symbol, name, depth)

    def _of_instance(self, symbol: tuple[str, ...], name: str, depth: int) -> Value:
        """A field of an instance of a class, by the class's symbol."""
        if symbol[:1] == (LOCAL,) and len(symbol) == 2:
            for local in self.module.classes(symbol[1]):
                if name in local.bindings:
                    return self._bound(local.bindings[name], local, depth)
        if self.module.frontend.folder_addressed and len(symbol) == 2 and symbol[1][:1].isalpha():
            return self._field_of(symbol[0], symbol[1], name)
        if self.module.frontend.class_addressed and symbol and symbol[-1][:1].isupper():
            return ref("const", f"{symbol[-1]}#{name}")
        return UNKNOWN

    def _field_of(self, module: str, owner: str, name: str) -> Value:
        """A field of a type another file of the package, or another package of the project, declares."""
        if module == "global":
            return ref("const", f"{folder_name(self.module.path)}#{owner}.{name}")
        return self._imported(Import("", (module,), 0, module=module), (owner, name))

    def _environment(self, expr: Expr, scope: Scope) -> Value | None:
        """`process.env.NAME`, `os.environ["NAME"]`."""
        symbol = self.symbols.of(expr, scope)
        if len(symbol) > 1:
            path = ".".join(symbol)
            for holder in self.book.extra.environment:
                if path.startswith(holder + ".") and "." not in path[len(holder) + 1 :]:
                    return ref("env", symbol[-1])
            if symbol[:-1] == _SETTINGS:  # what a project's settings module says, else the variable of that name
                return ref("const", f"settings#{symbol[-1]}", ref("env", symbol[-1]))
        return None

    def _item(self, expr: Item, scope: Scope, depth: int) -> Value:
        read = self._environment(expr, scope)
        if read is not None:
            return read
        owner, home = self.follow(expr.owner, scope)
        key = self.fold(expr.key, scope, depth).literal
        if isinstance(owner, Record) and key is not None:
            value = entry(owner, key)
            return self.fold(value, home, depth) if value is not None else UNKNOWN
        if isinstance(owner, Listing) and key is not None and key.isdigit() and int(key) < len(owner.items):
            return self.fold(owner.items[int(key)], home, depth)
        operation = self.book.extra.folds.get("[]" + ".".join(self.symbols.of(expr.owner, scope)))
        return ref("property", key) if operation == "property" and key else UNKNOWN

    # calls ----------------------------------------------------------------------------------------------------

    def _invoke(self, expr: Invoke, scope: Scope, depth: int) -> Value:
        symbol = self.symbols.of(expr.callee, scope)
        folds = self.book.extra.folds
        name = last_name(expr.callee)
        operation = (folds.get(".".join(symbol)) or folds.get(".".join(symbol[-2:]))) if symbol else None
        if operation is None and symbol[:1] != (LOCAL,):
            operation = folds.get("." + name) if isinstance(expr.callee, Member) else None
        operation = operation or folds.get("*." + name)
        if operation is not None:
            return self._apply(operation, expr, scope, depth)
        imported = self.module.imported(name) if isinstance(expr.callee, Name) else None
        if imported is not None and imported.module and self.book.project_module(imported.module):
            return self._imported(imported, ())
        local = self._helper(expr, symbol, scope, depth)
        if local is not None:
            return local
        getter = _GETTER.match(name)
        if getter and self._of_project(symbol):
            field = getter.group(1)
            return ref("const", f"{symbol[-2]}#{field[:1].lower() + field[1:]}")
        return UNKNOWN

    def _of_project(self, symbol: tuple[str, ...]) -> bool:
        """True for a member of a class of the same organisation (the first two package segments)."""
        ours = self.module.package[:2]
        return (
            self.module.frontend.class_addressed
            and len(symbol) > 1
            and symbol[-2][:1].isupper()
            and symbol[: len(ours)] == ours
        )

    def _apply(self, operation: str, expr: Invoke, scope: Scope, depth: int) -> Value:
        name, _, detail = operation.partition(" ")
        owner = expr.callee.owner if isinstance(expr.callee, Member) else None
        values = [self.fold(arg, scope, depth) for arg in expr.args] if name not in ("printf", "braces") else []
        receiver = self.fold(owner, scope, depth) if owner is not None and name in _ON_RECEIVER else UNKNOWN
        if name == "first":
            return values[0] if values else UNKNOWN
        if name in ("receiver", "append", "append_path", "query"):
            return extended(name, receiver, values)
        if name == "empty":
            return values[0] if values else Value()
        if name == "env_name" and not (values and _ENV_NAME.match(values[0].literal or "")):
            return UNKNOWN
        if name in ("env", "env_name", "property"):
            held = self.fold(owner, scope, depth) if name == "property" and owner is not None else UNKNOWN
            if len(held.parts) == 1 and isinstance(held.parts[0], Ref) and held.parts[0].kind == "property":
                detail = held.parts[0].name + ":"  # a key below a section read before
            named = keyword(expr, "default")
            if not values and name == "env" and detail:  # `dj_database_url.config(default=...)` reads DATABASE_URL
                values = [text(detail)]
            if named is not None and len(values) == 1:
                values = [*values, self.fold(named, scope, depth)]
            return _configured(name, values, expr, detail)
        if name == "printf":
            return (
                self._format(self.fold(expr.args[0], scope, depth), expr.args[1:], scope, depth)
                if expr.args
                else UNKNOWN
            )
        if name == "argument":
            return values[int(detail)] if int(detail) < len(values) else UNKNOWN
        if name == "fallback":
            return with_default(values[0], values[-1]) if values else UNKNOWN
        if name == "braces":
            return self._braces(expr, owner, scope, depth)
        if name == "path":
            return joined_path(values)
        if name == "url":
            return based(values)
        return base_first(values) if name == "base_first" else UNKNOWN

    def _braces(self, expr: Invoke, owner: Expr | None, scope: Scope, depth: int) -> Value:
        """`"{}/{name}".format(a, name=b)`, `"%s".formatted(a)`."""
        if owner is None:
            return UNKNOWN
        template = self.fold(owner, scope, depth).literal
        if template is None:
            return UNKNOWN
        if "%" in template and "{" not in template:
            return self._format(text(template), expr.args, scope, depth)
        pieces: list[Value | str] = []
        position = count = 0
        for hole in _BRACES.finditer(template):
            pieces.append(template[position : hole.start()])
            position = hole.end()
            field = re.split(r"[:!.\[]", hole.group(1), maxsplit=1)[0]
            named = keyword(expr, field) if field and not field.isdigit() else None
            index = int(field) if field.isdigit() else count
            count += not field
            value = named if named is not None else (expr.args[index] if index < len(expr.args) else None)
            pieces.append(self.fold(value, scope, depth) if value is not None else UNKNOWN)
        pieces.append(template[position:])
        return join(*pieces)

    def _format(self, template: Value, args: tuple[Expr, ...], scope: Scope, depth: int) -> Value:
        literal = template.literal
        if literal is None:
            return template
        mapping = args[0] if len(args) == 1 and isinstance(args[0], Record) else None
        values = args[0].items if len(args) == 1 and isinstance(args[0], Listing) else args
        pieces: list[Value | str] = []
        position = count = 0
        for hole in _PRINTF.finditer(literal):
            pieces.append(literal[position : hole.start()])
            position = hole.end()
            if hole.group() == "%%":
                pieces.append("%")
                continue
            value = entry(mapping, hole.group(1)) if mapping and hole.group(1) else None
            if value is None and count < len(values) and mapping is None:
                value = values[count]
            count += 1
            pieces.append(self.fold(value, scope, depth) if value is not None else UNKNOWN)
        pieces.append(literal[position:])
        return join(*pieces)

    def _helper(self, expr: Invoke, symbol: tuple[str, ...], scope: Scope, depth: int) -> Value | None:
        """What a function of this file gives back for these arguments; None when it is not of this file."""
        if isinstance(expr.callee, Name):
            candidates = self.module.functions(expr.callee.name)
        elif isinstance(expr.callee, Member) and expr.callee.owner == Name("this"):
            owner = scope.enclosing("class")
            candidates = self.module.functions(expr.callee.name, owner) if owner is not None else []
        elif symbol[:1] == (LOCAL,) and len(symbol) == 3:
            candidates = [item for item in self.module.functions(symbol[2]) if _is_method_of(item, symbol[1])]
        else:
            return None
        if not candidates:
            return None
        function = next((item for item in candidates if len(item.parameters) == len(expr.args)), candidates[0])
        if function.start in self._open:
            return UNKNOWN
        values = self.arguments(expr, function, scope, depth)
        before = self.given
        self.given = {**before, **values}
        self._open.add(function.start)
        use = self.at
        try:
            return settled([self._returned(node, depth) for node in function.returns])
        finally:
            self._open.discard(function.start)
            self.given, self.at = before, use

    def _returned(self, node: Node, depth: int) -> Value:
        self.at = node.start_byte
        return self.fold(self.module.lower(node), self.module.scope_at(node.start_byte), depth)

    def arguments(self, expr: Invoke, function: Scope, scope: Scope, depth: int = 0) -> Given:
        """Values of a function's parameters for one call of it."""
        values: Given = {}
        for position, parameter in enumerate(function.parameters):
            given = keyword(expr, parameter.name)
            if given is None and position < len(expr.args):
                given = expr.args[position]
            if given is not None:
                values[function.start, parameter.name] = self.fold(given, scope, depth)
        return values


_SETTINGS = ("django", "conf", "settings")


_ON_RECEIVER = frozenset({"receiver", "append", "append_path", "query"})


_BLOCKS = frozenset(
    {"block", "statement_block", "compound_statement", "constructor_body", "function_body", "program"}
) | frozenset({"body_statement", "block_body", "then", "else"})
"""Nodes that hold statements, in the grammars of all languages."""

_CONDITIONALS = frozenset(
    {
        "if_statement",
        "conditional_expression",
        "elif_clause",
        "else_clause",
        "if_expression",
        "when_entry",
        "if_modifier",
        "unless_modifier",
        "match_arm",
    }
)


def _surely_before(node: Node, use: int) -> bool:
    """True when a value is given in a block that also holds the use, so that earlier values cannot reach it."""
    holder = node.parent
    while holder is not None and holder.type not in _BLOCKS:
        if holder.type in _CONDITIONALS:
            return False
        holder = holder.parent
    return holder is not None and holder.start_byte <= use < holder.end_byte


def _is_method_of(function: Scope, owner: str) -> bool:
    """Functions inside a class, or declared for a type from outside (Go methods carry it as their base)."""
    inside = function.parent is not None and function.parent.name == owner
    return inside or any(base.name == owner for base in function.bases)


def _path(expr: Expr) -> tuple[str, tuple[str, ...]]:
    """Root name and members of `a.b.c`."""
    names: list[str] = []
    while isinstance(expr, Member):
        names.append(expr.name)
        expr = expr.owner
    return (expr.name, tuple(reversed(names))) if isinstance(expr, Name) else ("", ())


def _configured(kind: str, values: list[Value], expr: Invoke, detail: str) -> Value:
    """A read of the environment or the configuration: key first, default second or by keyword `default`."""
    key = values[0].literal if values else None
    if not key:
        return UNKNOWN
    default = values[1] if len(values) > 1 and rank(values[1]) else None
    if kind != "property":
        return ref("env", key, default)
    return ref("property", f"{detail}{key}", default)
