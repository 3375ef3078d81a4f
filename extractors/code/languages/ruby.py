"""Ruby front end.

Ruby code names the libraries it uses by their constants (`Stripe::Customer.create`), mostly without requiring them:
such a constant is an import. Which gem it belongs to is told by the catalog (`Octokit` is of `octokit`) or, where the
names differ, by `receivers` in `rules/ruby.yaml`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING

from extractors.code.frontend import Frontend, first_child, line_of, node_text
from extractors.code.ir import (
    OPAQUE,
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
)
from extractors.code.module import Binding, Import, Module, Scope, TypeRef
from extractors.code.rules import bundled_catalog, read_extra

if TYPE_CHECKING:
    from tree_sitter import Node

    Lower = Callable[["Node"], Expr]

QUERY = """
((call !receiver method: (identifier) @_require arguments: (argument_list . (string))) @import
  (#any-of? @_require "require" "require_relative"))
(scope_resolution scope: (constant) @import)
(scope_resolution !scope name: (constant) @import)
(call receiver: (constant) @import)
(superclass (constant) @import)
((call method: (identifier) @_include arguments: (argument_list (constant) @import)) (#eq? @_include "include"))
[(class) (module)] @class
[(method) (singleton_method) (do_block) (block) (lambda)] @function
[(assignment) (operator_assignment)] @binding
((call !receiver method: (identifier) @_base) @binding (#eq? @_base "base_uri"))
(call) @call
(method body: (body_statement (_) @return .))
(singleton_method body: (body_statement (_) @return .))
(method "=" body: (_) @return)
(return (argument_list . (_) @return))
"""

MAX_MIXINS = 12
"""Statements at the start of a class body that are read for `include`."""

MAX_SETTINGS = 30
"""Statements of a block that are read as settings of the object it gets."""

_ESCAPES = {"\\n": "\n", "\\t": "\t", '\\"': '"', "\\\\": "\\", "\\'": "'", "\\r": "\r"}
_DSLS = frozenset({"sinatra", "grape", "roda", "karafka", "shoryuken", "config/routes.rb"})
"""Libraries whose words are called without a receiver."""

_ROUTES = re.compile(r"(?:^|/)config/routes(?:\.rb$|/)")
_WORDS = re.compile(r"[A-Z]+(?![a-z])|[A-Z][a-z0-9]*")
_SETTINGS = re.compile(r"^Rails\.(?:application\.)?(credentials|config(?:uration)?\.x|secrets)\b((?:.|\n)*)$")
_KEYS = re.compile(r"\w+")
_VERBS = frozenset({"get", "post", "put", "patch", "delete", "head"})
_LEAVES = frozenset({"return", "yield", "next", "break", "comment"})


class Ruby(Frontend):
    """Ruby 2 and 3."""

    language = "ruby"
    grammar = ("tree_sitter_ruby", "language")
    query = QUERY
    strings = frozenset({"string"})
    module_separator = ""
    signs = (
        rb"(?:^[ \t]*require[ \t(]+['\"]|(?<![\w.])(?=[A-Z]\w*(?:::|\.)))([\w/-]+)"
        rb"|\bENV[\[.]|\bperform_(?:async|in|at|later)\b|<[ \t]*Application(?:Record|Mailer|Job)"
        rb"|\binclude[ \t]+HTTParty"
        rb"|['\"](?:https?|amqps?|rediss?|postgres\w*|mongodb\S{0,5})://|[A-Z][A-Z_]{3,40}[ \t]*=[ \t]*['\"]"
    )
    bare_calls = True
    class_addressed = True

    def __init__(self) -> None:
        super().__init__()
        self._methods: tuple[Module | None, frozenset[str]] = (None, frozenset())

    def always(self, module: str) -> bool:
        """See `Frontend.always`: constants of known gems."""
        return module[:1].isupper() and gem_of(module) is not None

    def read(self, data: bytes, path: str) -> Module:
        """See `Frontend.read`; the words of route files come from the framework."""
        module = super().read(data, path)
        if _ROUTES.search(path):
            module.imports.append(Import("", ("config/routes.rb",), 1, wildcard=True, module="config/routes.rb"))
        return module

    def imports(self, node: Node, module: Module) -> Iterable[Import]:
        """See `Frontend.imports`."""
        if node.type == "call":
            yield from _required(node)
            return
        holder = node.parent
        rooted = holder is not None and holder.type == "scope_resolution" and first_child(holder) == node
        anchored = rooted and holder is not None and holder.child_by_field_name("scope") is None
        name = node_text(node)
        gem = gem_of(name)
        known = any(item.local in (name, "::" + name) for item in module.imports)
        if gem is not None and not known and (anchored or not module.classes(name)):
            for local in (name, "::" + name) if not module.classes(name) else ("::" + name,):
                yield Import(local, (gem, name), line_of(node), module=gem)
            if gem in _DSLS:
                yield Import("", (gem,), line_of(node), wildcard=True, module=gem)
        if gem is not None and rooted and holder is not None:
            yield from _service(gem, name, holder)

    def call_name(self, node: Node) -> str:
        """See `Frontend.call_name`."""
        return node_text(node.child_by_field_name("method"))

    def scope(self, node: Node, kind: str) -> Scope:
        """See `Frontend.scope`."""
        named = node.child_by_field_name("name")
        name = node_text(named).rpartition("::")[2]
        made = Scope(
            "class" if kind == "class" else "function", name, node.start_byte, node.end_byte, line_of(named or node)
        )
        if kind == "class":
            made.bases = list(_bases(node))
            return made
        made.constructor = name == "initialize"
        for position, item in enumerate(_parameters(node)):
            named = item.child_by_field_name("name") or item
            value = item.child_by_field_name("value")
            made.parameters.append(Binding(node_text(named), value, item.start_byte, line_of(item), parameter=position))
        return made

    def bindings(self, node: Node, module: Module) -> Iterable[tuple[Binding, bool]]:
        """See `Frontend.bindings`."""
        if node.type == "call":
            yield Binding("HTTParty", node, node.start_byte, line_of(node)), True
            return
        left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
        if left is None or right is None:
            return
        if node.type == "operator_assignment" and node_text(node.child_by_field_name("operator")) != "||=":
            return
        name = node_text(left)
        if left.type in ("identifier", "constant", "global_variable"):
            constant = left.type == "constant"
            yield Binding(name, right, node.start_byte, line_of(node), constant=constant), False
        elif left.type in ("instance_variable", "class_variable"):
            yield Binding(name.lstrip("@"), right, node.start_byte, line_of(node)), True

    def lower_node(self, node: Node, module: Module, lower: Lower) -> Expr:
        """See `Frontend.lower_node`."""
        if node.type == "identifier":
            return self._identifier(node, module)
        if node.type == "call":
            return _call(node, module, lower)
        rule = _LOWER.get(node.type)
        return rule(node, lower) if rule is not None else OPAQUE

    def _identifier(self, node: Node, module: Module) -> Expr:
        """A local variable, or a call of a method of this file without arguments."""
        if self._methods[0] is not module:
            names = (scope.name for scope in module.scopes if scope.kind == "function" and scope.name)
            self._methods = (module, frozenset(names))
        name = node_text(node)
        scope: Scope | None = module.scope_at(node.start_byte) if name in self._methods[1] else None
        while scope is not None:
            if name in scope.bindings:
                return Name(name)
            scope = scope.parent
        if name in self._methods[1]:
            return Invoke(Name(name), (), (), line_of(node), node.start_byte)
        return Name(name)


# libraries --------------------------------------------------------------------------------------------------------


@cache
def _stated() -> dict[str, str]:
    """Constants of gems with other names, read once per process."""
    return read_extra("ruby").receivers


@cache
def gem_of(constant: str) -> str | None:
    """The gem a top-level constant belongs to; None for constants of the project or the language."""
    stated = _stated().get(constant)
    if stated is not None:
        return stated.partition("#")[0]
    words = [word.lower() for word in _WORDS.findall(constant)]
    names = [name for name in dict.fromkeys((constant.lower(), "_".join(words), "-".join(words))) if len(name) > 2]
    catalog = bundled_catalog()
    for name in names:
        if catalog.match_import("gem", name) is not None:
            return name
    vendor = catalog.match_name(constant)
    for name in names if vendor is not None else ():  # `Twilio` is of twilio-ruby; `Analytics` may be anybody's
        match = catalog.match_import("gem", f"{name}-ruby")
        if vendor is not None and match is not None and match.system == vendor.system:
            return f"{name}-ruby"
    return None


def _required(node: Node) -> Iterator[Import]:
    listing = node.child_by_field_name("arguments")
    written = node_text(first_child(listing)).strip("'\"") if listing is not None else ""
    if not written or node_text(node.child_by_field_name("method")) != "require":
        return
    match = bundled_catalog().match_import("gem", written)
    known = match.matched if match is not None else written.partition("/")[0]
    yield Import("", (known,), line_of(node), wildcard=known in _DSLS, module=written)


def _service(gem: str, name: str, node: Node) -> Iterator[Import]:
    """`Aws::S3` and `Google::Cloud::PubSub` are gems of their own."""
    second = node_text(node.child_by_field_name("name"))
    if name == "Aws":
        yield Import("", (f"{gem}-{second.lower()}",), line_of(node), module=f"{gem}-{second.lower()}")
    elif name == "Google" and second == "Cloud":
        outer = node.parent
        third = node_text(outer.child_by_field_name("name")).lower() if outer is not None else ""
        if third:
            yield Import("", (f"google/cloud/{third}",), line_of(node), module=f"google/cloud/{third}")


# declarations -----------------------------------------------------------------------------------------------------


def _bases(node: Node) -> Iterator[TypeRef]:
    """The superclass and the mixins of a class."""
    superclass = node.child_by_field_name("superclass")
    if superclass is not None:
        yield _constant_type(first_child(superclass))
    body = node.child_by_field_name("body")
    for child in body.named_children[:MAX_MIXINS] if body is not None else ():
        listing = child.child_by_field_name("arguments") if child.type == "call" else None
        if listing is not None and node_text(child.child_by_field_name("method")) == "include":
            yield from (_constant_type(item) for item in listing.named_children)


def _constant_type(node: Node | None) -> TypeRef:
    if node is None or node.type not in ("constant", "scope_resolution"):
        return TypeRef("")
    written = node_text(node)
    anchored = "::" if written.startswith("::") else ""
    return TypeRef(anchored + written.removeprefix("::").replace("::", "."))


def _parameters(node: Node) -> list[Node]:
    listing = node.child_by_field_name("parameters")
    return [child for child in listing.named_children if child.type != "comment"] if listing is not None else []


# expressions ------------------------------------------------------------------------------------------------------


def _string(node: Node, lower: Lower) -> Expr:
    parts: list[Expr] = []
    for child in node.named_children:
        piece = node_text(child)
        if child.type == "interpolation":
            inner = first_child(child)
            parts.append(lower(inner) if inner is not None else Text(""))
        else:
            parts.append(Text(_ESCAPES.get(piece, piece)))
    if all(isinstance(part, Text) for part in parts):
        return Text("".join(part.value for part in parts if isinstance(part, Text)))
    return Concat(tuple(parts))


def _binary(node: Node, lower: Lower) -> Expr:
    """`a || b`, `"..." % args`, and `a + b + c` flattened along its left spine."""
    left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
    if left is None or right is None:
        return OPAQUE
    operator = node_text(node.child_by_field_name("operator"))
    if operator in ("||", "or"):
        return Fallback(lower(left), lower(right))
    if operator == "%":
        values = lower(right)
        return Format(lower(left), values.items if isinstance(values, Listing) else (values,))
    parts: list[Node] = []
    current: Node | None = node
    while current is not None and current.type == "binary":
        if node_text(current.child_by_field_name("operator")) != "+":
            return OPAQUE
        tail = current.child_by_field_name("right")
        if tail is not None:
            parts.append(tail)
        current = current.child_by_field_name("left")
    if current is not None:
        parts.append(current)
    return Concat(tuple(lower(part) for part in reversed(parts)))


def _key(node: Node | None, lower: Lower) -> str:
    if node is None:
        return ""
    if node.type == "hash_key_symbol":
        return node_text(node)
    lowered = lower(node)
    return lowered.value if isinstance(lowered, Text) else ""


def _pair(node: Node, lower: Lower) -> Iterator[tuple[str, Expr]]:
    """A key with its value; without one (`{name:}`) the variable of the same name."""
    name, value = _key(node.child_by_field_name("key"), lower), node.child_by_field_name("value")
    if name:
        yield name, lower(value) if value is not None else Name(name)


def _hash(node: Node, lower: Lower) -> Expr:
    pairs = [entry for child in node.named_children if child.type == "pair" for entry in _pair(child, lower)]
    return Record(tuple(pairs), line_of(node))


def _call(node: Node, module: Module, lower: Lower) -> Expr:
    owner, named = node.child_by_field_name("receiver"), node.child_by_field_name("method")
    setting = _rails_setting(node)
    if setting is not None:
        return setting
    if named is None:
        return OPAQUE
    name = node_text(named)
    if name in ("to_json", "freeze") and owner is not None:
        return lower(owner)
    args, keywords = _arguments(node, lower)
    callee: Expr = Member(lower(owner), name) if owner is not None else Name(name)
    new = name == "new" and owner is not None
    if new and owner is not None and owner.type == "constant" and module.classes(node_text(owner)):
        callee = lower(owner)
    if _of_httparty(node, name, module):
        callee = Member(Name("::HTTParty" if name == "base_uri" else "HTTParty"), name)
    return Invoke(callee, tuple(args), tuple(keywords), line_of(named), node.start_byte, new=new)


def _of_httparty(node: Node, name: str, module: Module) -> bool:
    """True for `get "/x"` and `self.class.get "/x"` in a class that includes HTTParty."""
    if name != "base_uri" and name not in _VERBS:
        return False
    owner = node_text(node.child_by_field_name("receiver"))
    return owner in ("", "self", "self.class") and b"include HTTParty" in module.data


def _arguments(node: Node, lower: Lower) -> tuple[list[Expr], list[tuple[str, Expr]]]:
    """Arguments and options of a call; what its block sets on the object it gets counts as options, the block itself
    as last argument."""
    args: list[Expr] = []
    keywords: list[tuple[str, Expr]] = []
    listing = node.child_by_field_name("arguments")
    for child in listing.named_children if listing is not None else ():
        if child.type == "pair":
            for key, value in _pair(child, lower):
                keywords.append((key, value))
                if isinstance(value, Record):
                    keywords.extend((f"{key}.{inner}", given) for inner, given in value.entries)
        elif child.type not in ("comment", "block_argument"):
            args.append(lower(child))
    block = node.child_by_field_name("block")
    if block is not None:
        keywords.extend(_settings(block, lower))
        args.append(_block(block, lower))
    return args, keywords


def _statements(node: Node) -> list[Node]:
    body = node.child_by_field_name("body")
    return [child for child in body.named_children if child.type != "comment"] if body is not None else []


def _settings(block: Node, lower: Lower) -> Iterator[tuple[str, Expr]]:
    """`do |request| request.url "/x"; request.body = y end` as options."""
    names = [node_text(item) for item in _parameters(block)]
    if len(names) != 1:
        return
    for statement in _statements(block)[:MAX_SETTINGS]:
        target = statement.child_by_field_name("left") if statement.type == "assignment" else statement
        if target is None or target.type != "call" or node_text(target.child_by_field_name("receiver")) != names[0]:
            continue
        value = statement.child_by_field_name("right") if statement.type == "assignment" else None
        listing = target.child_by_field_name("arguments")
        value = value or (first_child(listing) if listing is not None else None)
        if value is not None and value.type != "pair":
            yield node_text(target.child_by_field_name("method")), lower(value)


def _block(node: Node, lower: Lower) -> Expr:
    statements = _statements(node)
    return Closure(node.start_byte, lower(statements[0]) if len(statements) == 1 else None)


def _rails_setting(node: Node) -> Expr | None:
    """`Rails.application.credentials.stripe[:key]` is the property `credentials.stripe.key`."""
    written = (node.text or b"")[:200]
    found = _SETTINGS.match(written.decode("utf-8", "replace")) if written.startswith(b"Rails.") else None
    if found is None:
        return None
    words = [word for word in _KEYS.findall(found.group(2)) if word not in ("dig", "fetch", "to_s", "presence")]
    key = ".".join([found.group(1).replace("configuration", "config"), *words])
    return Invoke(Name("rails_setting"), (Text(key),), (), line_of(node), node.start_byte) if words else None


def _element(node: Node, lower: Lower) -> Expr:
    setting = _rails_setting(node)
    if setting is not None:
        return setting
    owner, *keys = [child for child in node.named_children if child.type != "comment"]
    return Item(lower(owner), lower(keys[0])) if len(keys) == 1 else OPAQUE


def _scope_resolution(node: Node, lower: Lower) -> Expr:
    owner, name = node.child_by_field_name("scope"), node_text(node.child_by_field_name("name"))
    return Member(lower(owner), name) if owner is not None else Name(f"::{name}")


def _body(node: Node, lower: Lower) -> Expr:
    """The value of a group of statements: its last one."""
    inner = [child for child in node.named_children if child.type not in ("comment", "rescue", "ensure")]
    return lower(inner[-1]) if inner and inner[-1].type not in _LEAVES else OPAQUE


def _conditional(node: Node, lower: Lower) -> Expr:
    arms = [node.child_by_field_name(name) for name in ("consequence", "alternative", "body")]
    return Choice(tuple(lower(arm) for arm in arms if arm is not None and arm.type not in _LEAVES))


def _case(node: Node, lower: Lower) -> Expr:
    arms = []
    for child in node.named_children:
        arm = child.child_by_field_name("body") if child.type == "when" else child if child.type == "else" else None
        if arm is not None:
            arms.append(lower(arm))
    return Choice(tuple(arms))


def _right(node: Node, lower: Lower) -> Expr:
    right = node.child_by_field_name("right")
    return lower(right) if right is not None else OPAQUE


def _listing(node: Node, lower: Lower) -> Expr:
    return Listing(tuple(lower(child) for child in node.named_children if child.type != "comment"))


def _inner(node: Node, lower: Lower) -> Expr:
    return lower(child) if (child := first_child(node)) is not None else OPAQUE


def _lambda(node: Node, lower: Lower) -> Expr:
    body = node.child_by_field_name("body")
    return Closure(node.start_byte, _body(body, lower) if body is not None else None)


_LOWER: dict[str, Callable[[Node, Lower], Expr]] = {
    "string": _string,
    "bare_string": _string,
    "chained_string": lambda node, lower: Concat(tuple(lower(child) for child in node.named_children)),
    "simple_symbol": lambda node, lower: Text(node_text(node).lstrip(":").strip("\"'")),
    "integer": lambda node, lower: Text(node_text(node)),
    "true": lambda node, lower: Text("true"),
    "false": lambda node, lower: Text("false"),
    "constant": lambda node, lower: Name(node_text(node)),
    "global_variable": lambda node, lower: Name(node_text(node)),
    "self": lambda node, lower: Name("this"),
    "instance_variable": lambda node, lower: Member(Name("this"), node_text(node).lstrip("@")),
    "class_variable": lambda node, lower: Member(Name("this"), node_text(node).lstrip("@")),
    "scope_resolution": _scope_resolution,
    "element_reference": _element,
    "binary": _binary,
    "hash": _hash,
    "array": _listing,
    "string_array": _listing,
    "symbol_array": _listing,
    "bare_symbol": lambda node, lower: Text(node_text(node)),
    "conditional": _conditional,
    "if": _conditional,
    "unless": _conditional,
    "if_modifier": _conditional,
    "unless_modifier": _conditional,
    "elsif": _conditional,
    "case": _case,
    "then": _body,
    "else": _body,
    "begin": _body,
    "body_statement": _body,
    "parenthesized_statements": _body,
    "assignment": _right,
    "operator_assignment": _right,
    "block": _block,
    "do_block": _block,
    "lambda": _lambda,
    "rescue_modifier": _inner,
}

FRONTEND = Ruby()
"""The one instance."""

__all__ = ["FRONTEND", "Ruby", "gem_of"]
