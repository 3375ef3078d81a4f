"""Java front end."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from extractors.code.frontend import Frontend, first_child, line_of, node_text
from extractors.code.ir import (
    OPAQUE,
    Choice,
    Closure,
    Concat,
    Expr,
    Invoke,
    Item,
    Listing,
    Member,
    Name,
    Text,
    dotted,
)
from extractors.code.module import Annotation, Binding, Import, Module, Scope, TypeRef

if TYPE_CHECKING:
    from tree_sitter import Node

QUERY = """
(import_declaration) @import
[(class_declaration) (interface_declaration) (enum_declaration) (record_declaration)] @class
[(method_declaration) (constructor_declaration) (lambda_expression)] @function
[(field_declaration) (constant_declaration) (local_variable_declaration) (assignment_expression) (resource)] @binding
(enhanced_for_statement) @binding
[(annotation) (marker_annotation)] @annotation
[(method_invocation) (object_creation_expression)] @call
(return_statement (_) @return)
"""

_ESCAPES = {"\\n": "\n", "\\t": "\t", '\\"': '"', "\\\\": "\\", "\\'": "'", "\\r": "\r"}
_OWNERS = frozenset(
    {
        "class_declaration",
        "interface_declaration",
        "enum_declaration",
        "record_declaration",
        "method_declaration",
        "constructor_declaration",
        "field_declaration",
        "constant_declaration",
        "local_variable_declaration",
        "formal_parameter",
    }
)


class Java(Frontend):
    """Java 8 to 21."""

    language = "java"
    grammar = ("tree_sitter_java", "language")
    query = QUERY
    strings = frozenset({"string_literal"})
    comments = frozenset({"line_comment", "block_comment"})
    signs = (
        rb"^\s*import\s+(?:static\s+)?([\w.]+)|static\s+final\s+String\s|@Configuration(?:Properties)?\b|@Value\b"
        rb"|@ConfigProperty|getenv|getProperty|String\s+[A-Z_]{3,40}\s*=|\"(?:https?|lb|jdbc:\w{1,20}):"
    )
    class_addressed = True

    def package_of(self, module: Module) -> tuple[str, ...]:
        """See `Frontend.package_of`."""
        for child in module.root.named_children:
            if child.type == "package_declaration" and child.named_child_count:
                return tuple(node_text(child.named_child(child.named_child_count - 1)).split("."))
        return ()

    def imports(self, node: Node, module: Module) -> Iterable[Import]:
        """See `Frontend.imports`."""
        path = next((c for c in node.named_children if c.type in ("scoped_identifier", "identifier")), None)
        symbol = tuple(node_text(path).split("."))
        wildcard = any(child.type == "asterisk" for child in node.children)
        yield Import("" if wildcard else symbol[-1], symbol, line_of(node), wildcard=wildcard, module=".".join(symbol))

    def call_name(self, node: Node) -> str:
        """See `Frontend.call_name`."""
        if node.type == "method_invocation":
            return node_text(node.child_by_field_name("name"))
        return _type(node.child_by_field_name("type")).name.rpartition(".")[2]

    def scope(self, node: Node, kind: str) -> Scope:
        """See `Frontend.scope`."""
        name = node_text(node.child_by_field_name("name"))
        at = node.child_by_field_name("name") or node
        scope = Scope("class" if kind == "class" else "function", name, node.start_byte, node.end_byte, line_of(at))
        if kind == "class":
            scope.bases = list(_bases(node))
            scope.abstract = node.type == "interface_declaration"
        scope.parameters = list(_parameters(node))
        scope.constructor = node.type == "constructor_declaration" or node.type == "record_declaration"
        result = node.child_by_field_name("type")
        if result is not None:
            scope.result = _type(result)
        return scope

    def bindings(self, node: Node, module: Module) -> Iterable[tuple[Binding, bool]]:
        """See `Frontend.bindings`."""
        if node.type == "assignment_expression":
            yield from _assignment(node)
        elif node.type in ("resource", "enhanced_for_statement"):
            named = node.child_by_field_name("name")
            value = node.child_by_field_name("value") if node.type == "resource" else None
            written = node.child_by_field_name("type")
            if named is not None and written is not None:
                yield Binding(node_text(named), value, node.start_byte, line_of(node), _type(written)), False
        else:
            declared = _type(node.child_by_field_name("type"))
            modifiers = first_child(node)
            constant = modifiers is not None and b"final" in (modifiers.text or b"")
            constant = constant or node.type == "constant_declaration"
            for item in node.children_by_field_name("declarator"):
                name = node_text(item.child_by_field_name("name"))
                value = item.child_by_field_name("value")
                yield Binding(name, value, node.start_byte, line_of(item), declared, constant=constant), False

    def annotation(self, node: Node) -> tuple[Annotation, Node | None]:
        """See `Frontend.annotation`."""
        name = node_text(node.child_by_field_name("name"))
        made = Annotation(name.rpartition(".")[2], node, line_of(node))
        owner = node.parent
        if owner is not None and owner.type == "modifiers":
            owner = owner.parent
        return made, owner if owner is not None and owner.type in _OWNERS else None

    def lower_node(self, node: Node, module: Module, lower: Callable[[Node], Expr]) -> Expr:
        """See `Frontend.lower_node`."""
        rule = _LOWER.get(node.type)
        return rule(node, lower) if rule is not None else OPAQUE


def _type(node: Node | None) -> TypeRef:
    """`java.util.List<Order>` -> name "List" with its arguments; wrappers of one value are looked through."""
    if node is None:
        return TypeRef("")
    if node.type == "generic_type":
        name = node_text(first_child(node))
        inner = [_type(child).name for child in node.named_children if child.type == "type_arguments"]
        args = tuple(
            _type(child).name
            for listing in node.named_children
            if listing.type == "type_arguments"
            for child in listing.named_children
        )
        return TypeRef(name, args or tuple(inner))
    return TypeRef(node_text(node) if node.type in ("type_identifier", "scoped_type_identifier") else "")


def _bases(node: Node) -> Iterable[TypeRef]:
    for child in node.named_children:
        if child.type == "superclass":
            yield from (_type(item) for item in child.named_children)
        elif child.type in ("super_interfaces", "extends_interfaces"):
            yield from (_type(item) for listing in child.named_children for item in listing.named_children)


def _parameters(node: Node) -> Iterable[Binding]:
    listing = node.child_by_field_name("parameters")
    if listing is None:
        return
    declared = [listing] if listing.type == "identifier" else listing.named_children
    for position, item in enumerate(declared):
        name = item if item.type == "identifier" else item.child_by_field_name("name")
        kind = _type(item.child_by_field_name("type")) if item.type == "formal_parameter" else None
        yield Binding(node_text(name), None, item.start_byte, line_of(item), kind, parameter=position)


def _assignment(node: Node) -> Iterable[tuple[Binding, bool]]:
    left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
    if left is None or right is None or node_text(node.child_by_field_name("operator")) != "=":
        return
    if left.type == "identifier":
        yield Binding(node_text(left), right, node.start_byte, line_of(node)), False
    elif left.type == "field_access" and node_text(left.child_by_field_name("object")) == "this":
        yield Binding(node_text(left.child_by_field_name("field")), right, node.start_byte, line_of(node)), True


def _string(node: Node, lower: Callable[[Node], Expr]) -> Expr:
    pieces = []
    for child in node.named_children:
        piece = node_text(child)
        pieces.append(_ESCAPES.get(piece, piece) if child.type == "escape_sequence" else piece)
    return Text("".join(pieces).strip() if node_text(node).startswith('"""') else "".join(pieces))


def _binary(node: Node, lower: Callable[[Node], Expr]) -> Expr:
    """`a + b + c`, flattened along its left spine, so that long concatenations stay shallow."""
    parts: list[Node] = []
    current: Node | None = node
    while current is not None and current.type == "binary_expression":
        if node_text(current.child_by_field_name("operator")) != "+":
            return OPAQUE
        right = current.child_by_field_name("right")
        if right is not None:
            parts.append(right)
        current = current.child_by_field_name("left")
    if current is not None:
        parts.append(current)
    return Concat(tuple(lower(part) for part in reversed(parts)))


def _args(node: Node | None, lower: Callable[[Node], Expr]) -> tuple[Expr, ...]:
    if node is None:
        return ()
    return tuple(lower(child) for child in node.named_children if not child.is_extra)


def _call(node: Node, lower: Callable[[Node], Expr]) -> Expr:
    name, owner = node.child_by_field_name("name"), node.child_by_field_name("object")
    if name is None:
        return OPAQUE
    callee: Expr = Name(node_text(name))
    if owner is not None:
        callee = Member(lower(owner), node_text(name))
    types = node.child_by_field_name("type_arguments")
    type_args = tuple(_type(child).name for child in types.named_children) if types is not None else ()
    args = _args(node.child_by_field_name("arguments"), lower)
    return Invoke(callee, args, (), line_of(name), node.start_byte, type_args=type_args)


def _creation(node: Node, lower: Callable[[Node], Expr]) -> Expr:
    made = _type(node.child_by_field_name("type"))
    args = _args(node.child_by_field_name("arguments"), lower)
    return Invoke(dotted(made.name), args, (), line_of(node), node.start_byte, new=True, type_args=made.args)


def _annotation(node: Node, lower: Callable[[Node], Expr]) -> Expr:
    args: list[Expr] = []
    keywords: list[tuple[str, Expr]] = []
    listing = node.child_by_field_name("arguments")
    for child in listing.named_children if listing is not None else ():
        if child.type == "element_value_pair":
            value = child.child_by_field_name("value")
            keywords.append((node_text(child.child_by_field_name("key")), lower(value) if value else OPAQUE))
        elif not child.is_extra:
            args.append(lower(child))
    name = dotted(node_text(node.child_by_field_name("name")))
    return Invoke(name, tuple(args), tuple(keywords), line_of(node), node.start_byte)


def _member(node: Node, lower: Callable[[Node], Expr]) -> Expr:
    owner = node.child_by_field_name("object")
    return Member(lower(owner), node_text(node.child_by_field_name("field"))) if owner is not None else OPAQUE


def _ternary(node: Node, lower: Callable[[Node], Expr]) -> Expr:
    arms = (node.child_by_field_name("consequence"), node.child_by_field_name("alternative"))
    return Choice(tuple(lower(arm) for arm in arms if arm is not None))


def _cast(node: Node, lower: Callable[[Node], Expr]) -> Expr:
    value = node.child_by_field_name("value")
    return lower(value) if value is not None else OPAQUE


def _lambda(node: Node, lower: Callable[[Node], Expr]) -> Expr:
    body = node.child_by_field_name("body")
    simple = body is not None and body.type != "block"
    return Closure(node.start_byte, lower(body) if simple and body is not None else None)


def _inner(node: Node, lower: Callable[[Node], Expr]) -> Expr:
    return lower(child) if (child := first_child(node)) is not None else OPAQUE


def _listing(node: Node, lower: Callable[[Node], Expr]) -> Expr:
    return Listing(_args(node, lower))


def _array(node: Node, lower: Callable[[Node], Expr]) -> Expr:
    value = node.child_by_field_name("value")
    return lower(value) if value is not None else OPAQUE


def _item(node: Node, lower: Callable[[Node], Expr]) -> Expr:
    owner, key = node.child_by_field_name("array"), node.child_by_field_name("index")
    return Item(lower(owner), lower(key)) if owner is not None and key is not None else OPAQUE


_LOWER: dict[str, Callable[[Node, Callable[[Node], Expr]], Expr]] = {
    "string_literal": _string,
    "decimal_integer_literal": lambda node, lower: Text(node_text(node)),
    "true": lambda node, lower: Text("true"),
    "false": lambda node, lower: Text("false"),
    "identifier": lambda node, lower: Name(node_text(node)),
    "type_identifier": lambda node, lower: Name(node_text(node)),
    "this": lambda node, lower: Name("this"),
    "super": lambda node, lower: Name("this"),
    "scoped_identifier": lambda node, lower: dotted(node_text(node)),
    "field_access": _member,
    "array_access": _item,
    "binary_expression": _binary,
    "method_invocation": _call,
    "object_creation_expression": _creation,
    "annotation": _annotation,
    "marker_annotation": _annotation,
    "ternary_expression": _ternary,
    "cast_expression": _cast,
    "parenthesized_expression": _inner,
    "class_literal": _inner,
    "lambda_expression": _lambda,
    "array_initializer": _listing,
    "element_value_array_initializer": _listing,
    "array_creation_expression": _array,
}

FRONTEND = Java()
"""The one instance."""
