"""Kotlin front end.

Lambdas with an implicit receiver are looked through: `KafkaConsumer(props).apply { subscribe(topics) }` is
`KafkaConsumer(props).subscribe(topics)`, and a routing block's `route("/a") { get("/b") }` is `route("/a").get("/b")`.
Settings made in a trailing lambda (`client.get { url(x); method = HttpMethod.Post }`) are keyword arguments.
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
    dotted,
)
from extractors.code.module import Annotation, Binding, Import, Module, Scope, TypeRef

if TYPE_CHECKING:
    from tree_sitter import Node

    Lower = Callable[["Node"], Expr]

QUERY = """
(import) @import
[(class_declaration) (object_declaration)] @class
[(function_declaration) (secondary_constructor) (lambda_literal) (anonymous_function)] @function
[(property_declaration) (assignment) (class_parameter)] @binding
(annotation) @annotation
(call_expression) @call
(return_expression (_) @return)
(function_body "=" (_) @return)
"""

MAX_CLIMB = 40
"""Nodes climbed to find the lambda around a call."""

MAX_SETTINGS = 30
"""Statements of a trailing lambda that are read as settings."""

_ESCAPES = {"\\n": "\n", "\\t": "\t", '\\"': '"', "\\\\": "\\", "\\'": "'", "\\r": "\r", "\\$": "$"}
_WORD = re.compile(r"[A-Za-z_]\w*")
_REIFIED = re.compile(rb"(\b[a-z]\w{0,80})<[A-Z][\w.]{0,80}\??>(?=\()")
_CLASS_LITERAL = re.compile(r"^([\w.]+)::class(?:\.java(?:ObjectType)?)?$")
_OWNERS = frozenset(
    {"class_declaration", "object_declaration", "function_declaration", "property_declaration", "class_parameter"}
)
_IMPLICIT = frozenset({"apply", "run", "route"})
"""Functions whose lambda calls on what they are called on, or, for `route`, on what they give."""

_ON_ARGUMENT = frozenset({"let", "also", "use", "takeIf", "run"})
_TYPES = frozenset({"user_type", "nullable_type", "parenthesized_type"})
_LEAVES = frozenset({"throw_expression", "return_expression", "jump_expression"})


class Kotlin(Frontend):
    """Kotlin 1 and 2."""

    language = "kotlin"
    grammar = ("tree_sitter_kotlin", "language")
    query = QUERY
    strings = frozenset({"string_literal", "multiline_string_literal"})
    comments = frozenset({"line_comment", "block_comment"})
    signs = (
        rb"^[ \t]*import[ \t]+(\w+(?:\.\w+)*)|const[ \t]+val[ \t]+\w+[^=\n]{0,40}=[ \t]*\""
        rb"|@Configuration(?:Properties)?\b|@(?:\w+:)?Value\b|@ConfigProperty|getenv|getProperty|\"(?:https?|lb|jdbc:\w{1,20}):"
    )
    class_addressed = True
    package_addressed = True

    def prepare(self, data: bytes, path: str) -> bytes:
        """Blanks the type argument of `f<T>(x)`, which the grammar takes for two comparisons."""
        return _REIFIED.sub(lambda hit: hit.group(1) + b" " * (hit.end() - hit.end(1)), data)

    def package_of(self, module: Module) -> tuple[str, ...]:
        """See `Frontend.package_of`."""
        for child in module.root.named_children:
            if child.type == "package_header":
                return tuple(node_text(first_child(child)).split("."))
        return ()

    def imports(self, node: Node, module: Module) -> Iterable[Import]:
        """See `Frontend.imports`."""
        path, *alias = node.named_children
        symbol = tuple(node_text(path).split("."))
        wildcard = any(child.type == "*" for child in node.children)
        local = "" if wildcard else node_text(alias[0]) if alias else symbol[-1]
        yield Import(local, symbol, line_of(node), wildcard=wildcard, module=".".join(symbol))

    def call_name(self, node: Node) -> str:
        """See `Frontend.call_name`. Of `f(x) { ... }`, which is a call of a call, only the outer one counts."""
        holder = node.parent
        if holder is not None and holder.type == "call_expression" and first_child(holder) == node:
            return ""
        return _called(node)

    def scope(self, node: Node, kind: str) -> Scope:
        """See `Frontend.scope`."""
        named = node.child_by_field_name("name")
        made = Scope(
            "class" if kind == "class" else "function",
            node_text(named),
            node.start_byte,
            node.end_byte,
            line_of(named or node),
        )
        if kind == "class":
            made.bases = list(_bases(node))
            made.abstract = any(child.type == "interface" for child in node.children)
            return made
        if node.type == "lambda_literal":
            _lambda_scope(node, made)
            return made
        made.constructor = node.type == "secondary_constructor"
        _function_scope(node, made)
        return made

    def bindings(self, node: Node, module: Module) -> Iterable[tuple[Binding, bool]]:
        """See `Frontend.bindings`."""
        if node.type == "assignment":
            yield from _assignment(node)
        elif node.type == "class_parameter":
            name = next((child for child in node.named_children if child.type == "identifier"), None)
            if name is not None:
                kind, value = _type_among(node), _after(node, "=")
                yield Binding(node_text(name), value, node.start_byte, line_of(name), kind), False
        else:
            yield from _property(node)

    def annotation(self, node: Node) -> tuple[Annotation, Node | None]:
        """See `Frontend.annotation`."""
        name = node_text(_annotation_type(node)).rpartition(".")[2]
        made = Annotation(name, node, line_of(node))
        holder = node.parent
        if holder is None:
            return made, None
        if holder.type == "parameter_modifiers":
            return made, holder.next_named_sibling
        if holder.type == "annotated_expression":
            return made, _annotated_class(holder)
        owner = holder.parent if holder.type == "modifiers" else holder
        return made, owner if owner is not None and owner.type in _OWNERS else None

    def lower_node(self, node: Node, module: Module, lower: Lower) -> Expr:
        """See `Frontend.lower_node`."""
        rule = _LOWER.get(node.type)
        return rule(node, lower) if rule is not None else OPAQUE


# declarations -----------------------------------------------------------------------------------------------------


def _type(node: Node | None) -> TypeRef:
    """`List<Order>?` -> name "List" with its arguments."""
    while node is not None and node.type in ("nullable_type", "parenthesized_type", "type_projection"):
        node = next((child for child in node.named_children if child.type in _TYPES), None)
    if node is None or node.type != "user_type":
        return TypeRef("")
    names = [node_text(child) for child in node.named_children if child.type == "identifier"]
    listings = [child for child in node.named_children if child.type == "type_arguments"]
    return TypeRef(".".join(names), tuple(_type(arg).name for listing in listings for arg in listing.named_children))


def _type_among(node: Node) -> TypeRef | None:
    found = next((child for child in node.named_children if child.type in _TYPES), None)
    return _type(found) if found is not None else None


def _after(node: Node, token: str) -> Node | None:
    """The named child that follows a token."""
    seen = False
    for child in node.children:
        if seen and child.is_named and not child.is_extra:
            return child
        seen = seen or child.type == token
    return None


def _bases(node: Node) -> Iterator[TypeRef]:
    for listing in node.named_children:
        if listing.type == "delegation_specifiers":
            for item in listing.named_children:
                inner = first_child(item)
                if inner is not None and inner.type != "user_type":
                    inner = first_child(inner)
                yield _type(inner)


def _function_scope(node: Node, made: Scope) -> None:
    """Parameters with defaults, the result type, and the receiver of an extension as the type it belongs to."""
    listing = None
    for child in node.named_children:
        if child.type == "function_value_parameters":
            listing = child
        elif child.type in _TYPES and listing is None:
            made.bases = [_type(child)]
        elif child.type in _TYPES and made.result is None:
            made.result = _type(child)
    for item in listing.named_children if listing is not None else ():
        if item.type == "parameter":
            name, position = node_text(first_child(item)), len(made.parameters)
            kind = _type_among(item)
            made.parameters.append(Binding(name, None, item.start_byte, line_of(item), kind, parameter=position))
        elif made.parameters and not item.is_extra and item.type != "parameter_modifiers":
            made.parameters[-1].node = item


def _lambda_scope(node: Node, made: Scope) -> None:
    """Parameters of a lambda; those of `let`, `also` and `use` are the object they are called on."""
    listing = next((child for child in node.named_children if child.type == "lambda_parameters"), None)
    owner, name = _receiver_of(node)
    value = owner if name in _ON_ARGUMENT else None
    names = listing.named_children if listing is not None else []
    for item in names:
        if item.type == "variable_declaration":
            given = value if len(names) == 1 else None
            made.bind(Binding(node_text(first_child(item)), given, item.start_byte, line_of(item), _type_among(item)))
    if not names:
        made.bind(Binding("it", value, node.start_byte, line_of(node)))


def _receiver_of(closure: Node) -> tuple[Node | None, str]:
    """What the call a trailing lambda belongs to is called on, and its name."""
    holder = closure.parent
    call = holder.parent if holder is not None and holder.type == "annotated_lambda" else None
    if call is None or call.type != "call_expression":
        return None, ""
    called = first_child(call)
    if called is not None and called.type == "navigation_expression":
        return first_child(called), node_text(called.named_children[-1])
    if called is not None and called.type == "call_expression":
        return called, _called(called)
    return None, node_text(called)


def _property(node: Node) -> Iterator[tuple[Binding, bool]]:
    declared = next((child for child in node.named_children if child.type == "variable_declaration"), None)
    if declared is None:
        return
    value = _after(node, "=")
    for child in node.named_children:
        if value is None and child.type == "property_delegate":
            value = _delegated(first_child(child))
        elif value is None and child.type == "getter":
            body = next((part for part in child.named_children if part.type == "function_body"), None)
            value = _after(body, "=") if body is not None else None
    constant = any(child.type == "val" for child in node.children)
    name = node_text(first_child(declared))
    yield Binding(name, value, node.start_byte, line_of(declared), _type_among(declared), constant=constant), False


def _delegated(node: Node | None) -> Node | None:
    """The value of a delegate: what the lambda of `by lazy { ... }` ends with."""
    if node is None or node.type != "call_expression" or _called(node) != "lazy":
        return node
    closure = first_child(node.named_children[-1])
    statements = closure.named_children if closure is not None and closure.type == "lambda_literal" else []
    return statements[-1] if statements else None


def _assignment(node: Node) -> Iterator[tuple[Binding, bool]]:
    left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
    if left is None or right is None or node_text(node.child_by_field_name("operator")) != "=":
        return
    if left.type == "identifier":
        yield Binding(node_text(left), right, node.start_byte, line_of(node)), False
    elif left.type == "navigation_expression" and node_text(first_child(left)) == "this":
        yield Binding(node_text(left.named_children[-1]), right, node.start_byte, line_of(node)), True


def _annotation_type(node: Node) -> Node | None:
    inner = next((c for c in node.named_children if c.type in ("user_type", "constructor_invocation")), None)
    return first_child(inner) if inner is not None and inner.type == "constructor_invocation" else inner


def _annotated_class(node: Node) -> Node | None:
    """The class after annotations that the grammar takes for an expression of their own: `@A("x")` at the top level."""
    while node.parent is not None and node.parent.type == "annotated_expression":
        node = node.parent
    following = node.next_named_sibling
    while following is not None and following.is_extra:
        following = following.next_named_sibling
    return following if following is not None and following.type in _OWNERS else None


# expressions ------------------------------------------------------------------------------------------------------


def _string(node: Node, lower: Lower) -> Expr:
    """A literal with its `$name` and `${...}`; the grammar gives `$name` as a text "$" before the rest."""
    parts: list[Expr] = []
    pending = False
    for child in node.named_children:
        piece = node_text(child)
        if child.type == "interpolation":
            inner = first_child(child)
            parts.append(lower(inner) if inner is not None else OPAQUE)
        elif child.type == "escape_sequence":
            parts.append(Text(_ESCAPES.get(piece, piece)))
        elif piece == "$":
            pending = True
            continue
        else:
            parts.extend(_dollar(piece) if pending else (Text(piece),))
        pending = False
    if all(isinstance(part, Text) for part in parts):
        written = "".join(part.value for part in parts if isinstance(part, Text))
        return Text(written.strip() if node.type == "multiline_string_literal" else written)
    return Concat(tuple(parts))


def _dollar(piece: str) -> Iterator[Expr]:
    named = _WORD.match(piece)
    if named is None:
        yield Text("$" + piece)
        return
    yield Name(named.group())
    if piece[named.end() :]:
        yield Text(piece[named.end() :])


def _binary(node: Node, lower: Lower) -> Expr:
    """`a ?: b`, and `a + b + c` flattened along its left spine."""
    left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
    if left is None or right is None:
        return OPAQUE
    operator = node_text(node.child_by_field_name("operator"))
    if operator == "?:":
        return lower(left) if right.type in _LEAVES else Fallback(lower(left), lower(right))
    parts: list[Node] = []
    current: Node | None = node
    while current is not None and current.type == "binary_expression":
        if node_text(current.child_by_field_name("operator")) != "+":
            return OPAQUE
        tail = current.child_by_field_name("right")
        if tail is not None:
            parts.append(tail)
        current = current.child_by_field_name("left")
    if current is not None:
        parts.append(current)
    return Concat(tuple(lower(part) for part in reversed(parts)))


def _arguments(node: Node | None, lower: Lower) -> tuple[list[Expr], list[tuple[str, Expr]]]:
    args: list[Expr] = []
    keywords: list[tuple[str, Expr]] = []
    for item in node.named_children if node is not None else ():
        if item.type != "value_argument":
            continue
        value = _after(item, "=")
        given = value if value is not None else first_child(item)
        if value is not None:
            keywords.append((node_text(first_child(item)), lower(value)))
        elif given is not None:
            args.append(lower(given))
    return args, keywords


def _called(node: Node) -> str:
    """The last name a call expression calls."""
    callee = first_child(node)
    while callee is not None and callee.type == "call_expression":
        callee = first_child(callee)
    if callee is not None and callee.type == "navigation_expression":
        callee = callee.named_children[-1]
    return node_text(callee) if callee is not None and callee.type == "identifier" else ""


def _call(node: Node, lower: Lower) -> Expr:
    """A call with its trailing lambda."""
    callee, closure, inner = first_child(node), None, node
    trailing = node.named_children[-1]
    if trailing.type == "annotated_lambda":
        closure = next((child for child in trailing.named_children if child.type == "lambda_literal"), None)
        if callee is not None and callee.type == "call_expression":
            inner, callee = callee, first_child(callee)
    if callee is None:
        return OPAQUE
    parts = {child.type: child for child in inner.named_children[1:]}
    args, keywords = _arguments(parts.get("value_arguments"), lower)
    if closure is not None:
        keywords.extend(_settings(closure, lower, ""))
        args.append(lower(closure))
    types = parts.get("type_arguments")
    type_args = tuple(_type(child).name for child in types.named_children) if types is not None else ()
    target = lower(callee)
    last = callee.named_children[-1] if callee.type == "navigation_expression" else callee
    if callee.type == "identifier":
        target = _implied(node, target, lower)
    if isinstance(target, Member) and isinstance(target.owner, (Text, Concat)):
        args = [target.owner, *args]  # an extension of String: the text is its first argument
        target = Name(target.name)
    name = node_text(last)
    if name in ("mapOf", "mutableMapOf", "hashMapOf") and isinstance(target, Name):
        return Record(tuple(_pairs(args)), line_of(node))
    new = name[:1].isupper() and not name.isupper()
    return Invoke(target, tuple(args), tuple(keywords), line_of(last), node.start_byte, new, type_args)


def _pairs(args: Iterable[Expr]) -> Iterator[tuple[str, Expr]]:
    for arg in args:
        if isinstance(arg, Listing) and len(arg.items) == 2 and isinstance(arg.items[0], Text):
            yield arg.items[0].value, arg.items[1]


def _implied(node: Node, name: Expr, lower: Lower) -> Expr:
    """The callee of a call by bare name inside a lambda that has a receiver."""
    if not isinstance(name, Name):
        return name
    current: Node | None = node.parent
    for _ in range(MAX_CLIMB):
        if current is None or current.type in _OWNERS:
            break
        if current.type == "lambda_literal":
            owner, called = _receiver_of(current)
            if owner is not None and called in _IMPLICIT:
                return Member(lower(owner), name.name)
        current = current.parent
    return name


def _settings(closure: Node, lower: Lower, prefix: str) -> Iterator[tuple[str, Expr]]:
    """`{ url(x); method = y; defaults { url(z) } }` as settings, inner ones under `defaults.url`."""
    statements = closure.named_children
    for statement in statements[:MAX_SETTINGS]:
        if statement.type == "assignment":
            left, right = statement.child_by_field_name("left"), statement.child_by_field_name("right")
            if left is not None and right is not None and left.type == "identifier":
                yield prefix + node_text(left), lower(right)
        elif statement.type == "call_expression":
            yield from _setting_call(statement, lower, prefix)


def _setting_call(call: Node, lower: Lower, prefix: str) -> Iterator[tuple[str, Expr]]:
    callee, trailing = first_child(call), call.named_children[-1]
    if callee is None or callee.type != "identifier":
        return
    if trailing.type == "value_arguments" and trailing.named_child_count == 1:
        args, _ = _arguments(trailing, lower)
        if args:
            yield prefix + node_text(callee), args[0]
    elif trailing.type == "annotated_lambda" and not prefix:
        inner = first_child(trailing)
        if inner is not None and inner.type == "lambda_literal":
            yield from _settings(inner, lower, f"{node_text(callee)}.")


def _annotation(node: Node, lower: Lower) -> Expr:
    made = next((child for child in node.named_children if child.type == "constructor_invocation"), None)
    listing = next((c for c in made.named_children if c.type == "value_arguments"), None) if made is not None else None
    args, keywords = _arguments(listing, lower)
    following = node.next_named_sibling
    if following is not None and following.type == "parenthesized_expression":
        args.append(lower(following))
    name = dotted(node_text(_annotation_type(node)))
    return Invoke(name, tuple(args), tuple(keywords), line_of(node), node.start_byte)


def _identifier(node: Node, lower: Lower) -> Expr:
    name = node_text(node)
    if name in ("true", "false"):
        return Text(name)
    return Name(name) if name != "null" else OPAQUE


def _navigation(node: Node, lower: Lower) -> Expr:
    literal = _CLASS_LITERAL.match(node_text(node)) if b"::class" in (node.text or b"")[:200] else None
    if literal is not None:
        return Name(literal.group(1).rpartition(".")[2])
    owner, *rest = node.named_children
    return Member(lower(owner), node_text(rest[-1])) if rest else lower(owner)


def _infix(node: Node, lower: Lower) -> Expr:
    """`a to b` is a pair."""
    parts = node.named_children
    if len(parts) == 3 and node_text(parts[1]) == "to":
        return Listing((lower(parts[0]), lower(parts[2])))
    return OPAQUE


def _arm(node: Node, lower: Lower) -> Expr:
    if node.type == "block":
        inner = node.named_children
        return lower(inner[-1]) if inner else OPAQUE
    return lower(node)


def _if(node: Node, lower: Lower) -> Expr:
    condition = node.child_by_field_name("condition")
    arms = [child for child in node.named_children if child != condition and not child.is_extra]
    return Choice(tuple(_arm(arm, lower) for arm in arms if arm.type not in _LEAVES))


def _when(node: Node, lower: Lower) -> Expr:
    entries = [child.named_children[-1] for child in node.named_children if child.type == "when_entry"]
    return Choice(tuple(_arm(arm, lower) for arm in entries if arm.type not in _LEAVES))


def _lambda(node: Node, lower: Lower) -> Expr:
    statements = [child for child in node.named_children if child.type != "lambda_parameters" and not child.is_extra]
    return Closure(node.start_byte, lower(statements[0]) if len(statements) == 1 else None)


def _index(node: Node, lower: Lower) -> Expr:
    parts = node.named_children
    return Item(lower(parts[0]), lower(parts[1])) if len(parts) == 2 else OPAQUE


def _unary(node: Node, lower: Lower) -> Expr:
    argument = node.child_by_field_name("argument")
    asserted = node_text(node.child_by_field_name("operator")) == "!!"
    return lower(argument) if asserted and argument is not None else OPAQUE


def _listing(node: Node, lower: Lower) -> Expr:
    return Listing(tuple(lower(child) for child in node.named_children if not child.is_extra))


def _inner(node: Node, lower: Lower) -> Expr:
    return lower(child) if (child := first_child(node)) is not None else OPAQUE


_LOWER: dict[str, Callable[[Node, Lower], Expr]] = {
    "string_literal": _string,
    "multiline_string_literal": _string,
    "number_literal": lambda node, lower: Text(node_text(node)),
    "boolean_literal": lambda node, lower: Text(node_text(node)),
    "identifier": _identifier,
    "this_expression": lambda node, lower: Name("this"),
    "super_expression": lambda node, lower: Name("this"),
    "navigation_expression": _navigation,
    "index_expression": _index,
    "binary_expression": _binary,
    "infix_expression": _infix,
    "unary_expression": _unary,
    "call_expression": _call,
    "annotation": _annotation,
    "if_expression": _if,
    "when_expression": _when,
    "try_expression": lambda node, lower: _arm(child, lower) if (child := first_child(node)) is not None else OPAQUE,
    "as_expression": _inner,
    "parenthesized_expression": _inner,
    "annotated_lambda": _inner,
    "collection_literal": _listing,
    "lambda_literal": _lambda,
}

FRONTEND = Kotlin()
"""The one instance."""
