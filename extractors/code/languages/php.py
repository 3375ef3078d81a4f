"""PHP front end.

Variables lose their `$`; `self`, `static` and `parent` are the instance. Classes written with their full name
(`new \\Stripe\\StripeClient`) count as imports, classes of no namespace belong to the module `global`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

from extractors.code.frontend import Frontend, first_child, line_of, node_text
from extractors.code.ir import (
    OPAQUE,
    Choice,
    Closure,
    Concat,
    Expr,
    Fallback,
    Invoke,
    Item,
    Listing,
    Member,
    Name,
    Record,
    Text,
)
from extractors.code.module import Annotation, Binding, Import, Module, Scope, TypeRef
from extractors.code.settings_files import RETURNED

if TYPE_CHECKING:
    from tree_sitter import Node

    Lower = Callable[["Node"], Expr]

QUERY = """
(namespace_use_clause) @import
(object_creation_expression (qualified_name) @import)
(scoped_call_expression scope: (qualified_name) @import)
[(class_declaration) (interface_declaration) (trait_declaration) (enum_declaration) (anonymous_class)] @class
[(function_definition) (method_declaration) (anonymous_function) (arrow_function)] @function
[(assignment_expression) (property_element) (const_element) (property_promotion_parameter)] @binding
(function_call_expression function: (name) @defined (#eq? @defined "define")) @binding
(attribute) @annotation
[(function_call_expression) (member_call_expression) (nullsafe_member_call_expression)] @call
[(scoped_call_expression) (object_creation_expression)] @call
(return_statement (_) @return)
(program (return_statement) @binding)
"""

GLOBAL = "global"
"""Module of functions and classes that stand in no namespace."""

_PLAIN = frozenset({"string", "int", "bool", "float", "array", "mixed", "void", "null", "self", "static", "callable"})
_SELF = frozenset({"self", "static", "parent", "this"})
_ESCAPES = {"\\n": "\n", "\\t": "\t", '\\"': '"', "\\\\": "\\", "\\'": "'", "\\$": "$"}
_TELLING = frozenset({"string", "encapsed_string", "heredoc", "binary_expression", "class_constant_access_expression"})
_BAG = re.compile(
    r"(?:^|[$>])\w*?(?:param(?:eter)?s?|config(?:uration|s)?|settings?)(?:_?(?:bag|helper|repository|interface))?$",
    re.I,
)
"""Objects that hold parameters: what they are asked for by name is a setting."""
_ENV_HELPER = re.compile(r"^(?:env[A-Z_]\w*|(?:get|read|from|must|nonempty)_?[eE]nv\w*)$")
_OWNERS = frozenset({"class_declaration", "method_declaration", "function_definition", "interface_declaration"})


class Php(Frontend):
    """PHP 7 and 8."""

    language = "php"
    grammar = ("tree_sitter_php", "language_php")
    query = QUERY
    strings = frozenset({"string", "encapsed_string", "heredoc", "nowdoc"})
    markup = frozenset({"text", "text_interpolation"})
    module_separator = "\\"
    signs = (
        rb"^\s*use\s+(?:function\s+)?\\?([A-Za-z_]\w*(?:\\\w+)*)|\bcurl_|file_get_contents\(|\b(?:get)?env\w{0,20}\(|\bconfig\("
        rb"|\bnew\s+\\?(?:PDO|SoapClient|mysqli|Redis|Memcached)\b|\b(?:mail|fsockopen|wp_remote_\w{3,8})\(|\bRoute::"
        rb"|\bfunction\s+\w{1,60}(?:Url|Uri|URL|Endpoint)\("
        rb"|\bimap_open\(|\b(?:extension|loadFromExtension)\(\s?[\"']|[\"'](?:\w{1,30}_)?driver[\"']\s*=>"
        rb"|[\"'](?:https?|amqps?|rediss?|postgres\w*|mysql|mongodb\S{0,5})://|\bconst\s+[A-Z_]{3,60}\s*="
    )
    class_addressed = True
    settings_folders = frozenset({"config", "Config"})

    def split(self, name: str) -> tuple[str, ...]:
        """See `Frontend.split`."""
        return tuple(name.strip("\\").split("\\"))

    def package_of(self, module: Module) -> tuple[str, ...]:
        """See `Frontend.package_of`."""
        for child in module.root.named_children:
            if child.type == "namespace_definition":
                return self.split(node_text(child.child_by_field_name("name"))) or (GLOBAL,)
        return (GLOBAL,)

    def imports(self, node: Node, module: Module) -> Iterable[Import]:
        """See `Frontend.imports`."""
        if node.type == "qualified_name":
            written = node_text(node)
            segments = self.split(written)
            if written.startswith("\\"):
                yield Import(written, _placed(segments), line_of(node), module="\\".join(segments))
            return
        named = first_child(node)
        prefix = ""
        if node.parent is not None and node.parent.type == "namespace_use_group" and node.parent.parent is not None:
            prefix = node_text(first_child(node.parent.parent)) + "\\"
        segments = self.split(prefix + node_text(named))
        alias = node_text(node.child_by_field_name("alias")) or segments[-1]
        yield Import(alias, _placed(segments), line_of(node), module="\\".join(segments))

    def call_name(self, node: Node) -> str:
        """See `Frontend.call_name`."""
        if node.type == "object_creation_expression":
            return node_text(first_child(node)).rpartition("\\")[2]
        named = node.child_by_field_name("name") or node.child_by_field_name("function")
        return node_text(named).rpartition("\\")[2] if named is not None and named.type != "variable_name" else ""

    def scope(self, node: Node, kind: str) -> Scope:
        """See `Frontend.scope`."""
        named = node.child_by_field_name("name")
        name = node_text(named)
        line = line_of(named or node)
        made = Scope("class" if kind == "class" else "function", name, node.start_byte, node.end_byte, line)
        if kind == "class":
            made.bases = list(_bases(node))
            made.abstract = node.type == "interface_declaration"
            return made
        made.parameters = list(_parameters(node))
        made.constructor = name == "__construct"
        made.result = _type(node.child_by_field_name("return_type"))
        body = node.child_by_field_name("body")
        if node.type == "arrow_function" and body is not None:
            made.returns.append(body)
        return made

    def bindings(self, node: Node, module: Module) -> Iterable[tuple[Binding, bool]]:
        """See `Frontend.bindings`."""
        if node.type == "property_promotion_parameter":
            kind = _type(node.child_by_field_name("type"))
            default = node.child_by_field_name("default_value")
            name = _variable(node.child_by_field_name("name"))
            yield Binding(name, default, node.start_byte, line_of(node), kind), True
        elif node.type == "property_element":
            declared = node.parent.child_by_field_name("type") if node.parent is not None else None
            value = node.child_by_field_name("default_value")
            name = _variable(node.child_by_field_name("name"))
            told = value is not None and value.type in _TELLING
            yield Binding(name, value, node.start_byte, line_of(node), _type(declared), constant=told), False
        elif node.type == "const_element":
            name_node, value = node.named_child(0), node.named_child(1)
            told = value is not None and value.type in _TELLING
            yield Binding(node_text(name_node), value, node.start_byte, line_of(node), constant=told), False
        elif node.type == "function_call_expression":
            yield from _defined(node)
        elif node.type == "return_statement":
            yield Binding(RETURNED, first_child(node), node.start_byte, line_of(node)), False
        else:
            yield from _assignment(node)

    def annotation(self, node: Node) -> tuple[Annotation, Node | None]:
        """See `Frontend.annotation`."""
        name = node_text(first_child(node)).rpartition("\\")[2]
        owner: Node | None = node
        for _ in range(3):
            owner = owner.parent if owner is not None else None
        return Annotation(name, node, line_of(node)), owner if owner is not None and owner.type in _OWNERS else None

    def lower_node(self, node: Node, module: Module, lower: Lower) -> Expr:
        """See `Frontend.lower_node`."""
        rule = _LOWER.get(node.type)
        return rule(node, lower) if rule is not None else OPAQUE


def _placed(segments: tuple[str, ...]) -> tuple[str, ...]:
    return (GLOBAL, *segments) if len(segments) == 1 else segments


def _variable(node: Node | None) -> str:
    return node_text(node).lstrip("$&")


def _type(node: Node | None) -> TypeRef:
    """A class name; nullable and union types give their first class."""
    if node is None:
        return TypeRef("")
    if node.type in ("optional_type", "union_type", "intersection_type", "disjunctive_normal_form_type"):
        kinds = [_type(child) for child in node.named_children]
        return next((kind for kind in kinds if kind.name), TypeRef(""))
    name = node_text(node) if node.type == "named_type" else ""
    return TypeRef("" if name in _PLAIN else name)


def _bases(node: Node) -> Iterator[TypeRef]:
    for child in node.named_children:
        if child.type in ("base_clause", "class_interface_clause"):
            yield from (TypeRef(node_text(item)) for item in child.named_children)


def _parameters(node: Node) -> Iterator[Binding]:
    listing = node.child_by_field_name("parameters")
    for position, item in enumerate(listing.named_children if listing is not None else ()):
        kind = _type(item.child_by_field_name("type"))
        default = item.child_by_field_name("default_value")
        name = _variable(item.child_by_field_name("name"))
        yield Binding(name, default, item.start_byte, line_of(item), kind, parameter=position)


def _assignment(node: Node) -> Iterator[tuple[Binding, bool]]:
    left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
    if left is None or right is None:
        return
    if left.type == "variable_name":
        yield Binding(_variable(left), right, node.start_byte, line_of(node)), False
    elif left.type == "member_access_expression" and node_text(left.child_by_field_name("object")) == "$this":
        yield Binding(node_text(left.child_by_field_name("name")), right, node.start_byte, line_of(node)), True
    elif left.type == "scoped_property_access_expression":
        yield Binding(_variable(left.child_by_field_name("name")), right, node.start_byte, line_of(node)), True


def _defined(node: Node) -> Iterator[tuple[Binding, bool]]:
    """`define('NAME', value)`."""
    given = _argument_nodes(node)
    if len(given) > 1 and given[0][1].type in ("string", "encapsed_string"):
        name = node_text(given[0][1]).strip("\"'")
        yield Binding(name, given[1][1], node.start_byte, line_of(node), constant=True), False


# expressions ------------------------------------------------------------------------------------------------------


def _argument_nodes(node: Node) -> list[tuple[str, Node]]:
    """(name or "", value) of each argument of a call, construction or attribute."""
    listing = node.child_by_field_name("arguments") or node.child_by_field_name("parameters")
    if listing is None:
        listing = next((child for child in node.named_children if child.type == "arguments"), None)
    found = []
    for item in listing.named_children if listing is not None else ():
        if item.type == "argument" and item.named_child_count:
            value = item.named_child(item.named_child_count - 1)
            if value is not None:
                found.append((node_text(item.child_by_field_name("name")), value))
    return found


def _arguments(node: Node, lower: Lower) -> tuple[tuple[Expr, ...], tuple[tuple[str, Expr], ...]]:
    given = _argument_nodes(node)
    args = tuple(lower(value) for name, value in given if not name)
    return args, tuple((name, lower(value)) for name, value in given if name)


def _class_name(node: Node | None, used: bool = False) -> Expr:
    """A class as written: an imported short name, a full name, or a name below an imported namespace. The full name of
    a class that is made or called (`used`) is an import of its own."""
    written = node_text(node)
    if written in _SELF:
        return Name("this")
    if used and written.startswith("\\"):
        return Name(written)
    if written.startswith("\\") or "\\" not in written:
        return Name(written if written.count("\\") != 1 else written.lstrip("\\")) if written else OPAQUE
    head, *rest = written.split("\\")
    made: Expr = Name(head)
    for part in rest:
        made = Member(made, part)
    return made


def _function_call(node: Node, lower: Lower) -> Expr:
    function = node.child_by_field_name("function")
    if function is None or function.type not in ("name", "qualified_name", "variable_name"):
        return OPAQUE
    name = node_text(function).lstrip("\\$")
    args, keywords = _arguments(node, lower)
    if name == "curl_setopt":
        if len(args) < 3 or args[1] != Name("CURLOPT_URL"):
            return OPAQUE
        args = args[2:]
    elif name == "curl_init" and not args:
        return OPAQUE
    elif _ENV_HELPER.match(name) and args and isinstance(args[0], Text) and args[0].value.isupper():
        name = "env"  # the application's own reader of variables
    elif _ENV_HELPER.match(name) and len(args) > 1 and isinstance(args[0], Invoke) and args[0].callee == Name("env"):
        return Fallback(args[0], args[1])
    return Invoke(Name(name), args, keywords, line_of(node), node.start_byte)


def _method_call(node: Node, lower: Lower) -> Expr:
    owner, name = node.child_by_field_name("object"), node.child_by_field_name("name")
    if owner is None or name is None or name.type != "name":
        return OPAQUE
    args, keywords = _arguments(node, lower)
    if node_text(name) == "get" and args and isinstance(args[0], Text) and _BAG.search(node_text(owner)):
        return Invoke(Name("config"), args, keywords, line_of(name), node.start_byte)
    return Invoke(Member(lower(owner), node_text(name)), args, keywords, line_of(name), node.start_byte)


def _static_call(node: Node, lower: Lower) -> Expr:
    owner, name = node.child_by_field_name("scope"), node.child_by_field_name("name")
    if owner is None or name is None or name.type != "name":
        return OPAQUE
    held = _class_name(owner, used=True) if owner.type in ("name", "qualified_name", "relative_scope") else lower(owner)
    args, keywords = _arguments(node, lower)
    return Invoke(Member(held, node_text(name)), args, keywords, line_of(name), node.start_byte)


def _creation(node: Node, lower: Lower) -> Expr:
    named = first_child(node)
    if named is None or named.type not in ("name", "qualified_name"):
        return OPAQUE
    args, keywords = _arguments(node, lower)
    return Invoke(_class_name(named, used=True), args, keywords, line_of(node), node.start_byte, new=True)


def _attribute(node: Node, lower: Lower) -> Expr:
    args, keywords = _arguments(node, lower)
    return Invoke(_class_name(first_child(node)), args, keywords, line_of(node), node.start_byte)


def _property(node: Node, lower: Lower) -> Expr:
    owner, name = node.child_by_field_name("object"), node.child_by_field_name("name")
    return Member(lower(owner), node_text(name)) if owner is not None and name is not None else OPAQUE


def _constant(node: Node, lower: Lower) -> Expr:
    """`Foo::BAR`; `Foo::class` is the class itself."""
    owner, name = node.named_child(0), node.named_child(1)
    held = _class_name(owner)
    return held if node_text(name) == "class" else Member(held, node_text(name))


def _static_property(node: Node, lower: Lower) -> Expr:
    held = _class_name(node.child_by_field_name("scope"))
    return Member(held, _variable(node.child_by_field_name("name")))


def _interpolated(node: Node, lower: Lower) -> Expr:
    body = node.child_by_field_name("value") if node.type == "heredoc" else node
    parts: list[Expr] = []
    for child in body.named_children if body is not None else ():
        if child.type == "string_content":
            parts.append(Text(node_text(child)))
        elif child.type == "escape_sequence":
            parts.append(Text(_ESCAPES.get(node_text(child), node_text(child))))
        else:
            parts.append(lower(child))
    if all(isinstance(part, Text) for part in parts):
        return Text("".join(part.value for part in parts if isinstance(part, Text)))
    return Concat(tuple(parts))


def _string(node: Node, lower: Lower) -> Expr:
    written = node_text(node)
    return Text(written[1:-1].replace("\\'", "'").replace("\\\\", "\\"))


def _binary(node: Node, lower: Lower) -> Expr:
    """`a . b . c`, flattened along its left spine, and `a ?? b`."""
    left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
    operator = node_text(node.child_by_field_name("operator"))
    if left is None or right is None:
        return OPAQUE
    if operator in ("??", "or", "||"):
        return Fallback(lower(left), lower(right)) if operator == "??" else OPAQUE
    parts: list[Node] = []
    current: Node | None = node
    while current is not None and current.type == "binary_expression":
        if node_text(current.child_by_field_name("operator")) != ".":
            break
        tail = current.child_by_field_name("right")
        if tail is not None:
            parts.append(tail)
        current = current.child_by_field_name("left")
    if not parts:
        return OPAQUE
    if current is not None:
        parts.append(current)
    return Concat(tuple(lower(part) for part in reversed(parts)))


def _conditional(node: Node, lower: Lower) -> Expr:
    """`c ? a : b`, `a ?: b`."""
    body, other = node.child_by_field_name("body"), node.child_by_field_name("alternative")
    condition = node.child_by_field_name("condition")
    if other is None or condition is None:
        return OPAQUE
    return Choice((lower(body), lower(other))) if body is not None else Fallback(lower(condition), lower(other))


def _match(node: Node, lower: Lower) -> Expr:
    body = node.child_by_field_name("body")
    arms = [arm.child_by_field_name("return_expression") for arm in (body.named_children if body is not None else ())]
    return Choice(tuple(lower(arm) for arm in arms if arm is not None))


def _array(node: Node, lower: Lower) -> Expr:
    entries: list[tuple[str, Expr]] = []
    items: list[Expr] = []
    for child in node.named_children:
        if child.type != "array_element_initializer" or not child.named_child_count:
            continue
        parts = child.named_children
        if len(parts) == 1:
            items.append(lower(parts[0]))
            continue
        key = lower(parts[0])
        name = key.value if isinstance(key, Text) else key.name if isinstance(key, (Name, Member)) else ""
        if name:
            entries.append((name, lower(parts[-1])))
    return Record(tuple(entries), line_of(node)) if entries else Listing(tuple(items))


def _item(node: Node, lower: Lower) -> Expr:
    owner, key = node.named_child(0), node.named_child(1)
    return Item(lower(owner), lower(key)) if owner is not None and key is not None else OPAQUE


def _last(node: Node, lower: Lower) -> Expr:
    count = node.named_child_count
    child = node.named_child(count - 1) if count else None
    return lower(child) if child is not None else OPAQUE


def _arrow(node: Node, lower: Lower) -> Expr:
    body = node.child_by_field_name("body")
    return Closure(node.start_byte, lower(body) if body is not None else None)


_LOWER: dict[str, Callable[[Node, Lower], Expr]] = {
    "string": _string,
    "encapsed_string": _interpolated,
    "heredoc": _interpolated,
    "nowdoc": lambda node, lower: Text(node_text(node.child_by_field_name("value")).strip()),
    "integer": lambda node, lower: Text(node_text(node)),
    "boolean": lambda node, lower: Text(node_text(node).lower()),
    "variable_name": lambda node, lower: Name(_variable(node)),
    "name": lambda node, lower: Name(node_text(node)),
    "qualified_name": lambda node, lower: _class_name(node),
    "function_call_expression": _function_call,
    "member_call_expression": _method_call,
    "nullsafe_member_call_expression": _method_call,
    "scoped_call_expression": _static_call,
    "object_creation_expression": _creation,
    "attribute": _attribute,
    "member_access_expression": _property,
    "nullsafe_member_access_expression": _property,
    "class_constant_access_expression": _constant,
    "scoped_property_access_expression": _static_property,
    "binary_expression": _binary,
    "conditional_expression": _conditional,
    "match_expression": _match,
    "array_creation_expression": _array,
    "subscript_expression": _item,
    "parenthesized_expression": _last,
    "cast_expression": _last,
    "assignment_expression": _last,
    "argument": _last,
    "arrow_function": _arrow,
    "anonymous_function": lambda node, lower: Closure(node.start_byte),
}

FRONTEND = Php()
"""The one instance."""
