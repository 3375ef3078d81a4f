"""C# front end.

A `using` makes a whole namespace visible, so names are found through the rules that know them. Assignments to members
of an object read as calls on it (`client.BaseAddress = x` is `client.BaseAddress(x)`), also one after the other in the
block of a configuring lambda. `options.Value` is the options.
"""

from __future__ import annotations

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
(using_directive) @import
[(class_declaration) (interface_declaration) (record_declaration) (struct_declaration)] @class
[(method_declaration) (constructor_declaration) (local_function_statement) (lambda_expression)] @function
[(variable_declaration) (property_declaration) (assignment_expression) (foreach_statement)] @binding
(attribute) @annotation
[(invocation_expression) (object_creation_expression)] @call
(assignment_expression left: (member_access_expression)) @call
(return_statement (_) @return)
(arrow_expression_clause (_) @return)
"""

MAX_STATEMENTS = 30
"""Statements of a configuring lambda that are read."""

UNTYPED = "_"
"""Type of lambda parameters without one: extension methods called on them still match."""

_TELLING = frozenset(
    {"string_literal", "verbatim_string_literal", "interpolated_string_expression", "binary_expression"}
)
_OWNERS = frozenset(
    {
        "class_declaration",
        "interface_declaration",
        "record_declaration",
        "method_declaration",
        "constructor_declaration",
    }
)
_CONFIGURES = frozenset({"BaseAddress", "Address", "BaseUrl", "Host"})
_ESCAPES = {"\\n": "\n", "\\t": "\t", '\\"': '"', "\\\\": "\\", "\\'": "'", "\\r": "\r"}
_LISTS = frozenset({"List", "HashSet", "IEnumerable", "IList", "ICollection", "IReadOnlyList"})
_MAPS = frozenset({"Dictionary", "IDictionary", "ConcurrentDictionary", "SortedDictionary"})


class CSharp(Frontend):
    """C# 6 to 13."""

    language = "csharp"
    grammar = ("tree_sitter_c_sharp", "language")
    query = QUERY
    strings = frozenset(
        {"string_literal", "verbatim_string_literal", "interpolated_string_expression", "raw_string_literal"}
    )
    signs = (
        rb"^\s*(?:global\s+)?using\s+(?:static\s+)?([A-Z]\w*(?:\.\w+)*)\s*;|GetEnvironmentVariable|\bIConfiguration\b"
        rb"|\bclass\s\w{1,60}(?:Options|Settings|Config(?:uration)?)\b|Configuration\[|HttpClient|GrpcClient|GrpcChannel|\bMap(?:Get|Post|Put|Patch|Delete|Group|GrpcService)\b"
        rb"|\[(?:Http(?:Get|Post|Put|Patch|Delete)|Route)\b|EventBus|IntegrationEvent|\bconst\s+string\b"
        rb"|\.Add(?:Npgsql|Redis|RabbitM|Mongo|SqlServer|MySql|Kafka|Azure|Elastic|Nats)\w{0,40}[(<]|\bUse(?:Npgsql|SqlServer"
        rb"|MySql|Sqlite|Cosmos|Oracle|SqlServerStorage|PostgreSqlStorage|RedisStorage)\(|\"(?:https?|https\+http|amqps?|rediss?|mongodb\S{0,5})://"
    )
    class_addressed = True

    def package_of(self, module: Module) -> tuple[str, ...]:
        """See `Frontend.package_of`."""
        for child in module.root.named_children:
            if child.type in ("namespace_declaration", "file_scoped_namespace_declaration"):
                return tuple(node_text(child.child_by_field_name("name")).split("."))
        return ()

    def imports(self, node: Node, module: Module) -> Iterable[Import]:
        """See `Frontend.imports`."""
        path = node.named_child(node.named_child_count - 1) if node.named_child_count else None
        written = node_text(path)
        alias = node_text(node.child_by_field_name("name"))
        symbol = tuple(written.split("."))
        yield Import(alias, symbol, line_of(node), wildcard=not alias, module=written)

    def call_name(self, node: Node) -> str:
        """See `Frontend.call_name`."""
        if node.type == "object_creation_expression":
            return _type(node.child_by_field_name("type")).name.rpartition(".")[2]
        return _called(node.child_by_field_name("function") or node.child_by_field_name("left"))

    def scope(self, node: Node, kind: str) -> Scope:
        """See `Frontend.scope`."""
        named = node.child_by_field_name("name")
        line = line_of(named or node)
        made = Scope("class" if kind == "class" else "function", node_text(named), node.start_byte, node.end_byte, line)
        if kind == "class":
            made.bases = list(_bases(node))
            made.abstract = node.type == "interface_declaration"
            for parameter in _parameters(node):  # a primary constructor: its parameters are seen everywhere
                parameter.parameter = -1
                made.bind(parameter)
            return made
        made.parameters = list(_parameters(node))
        made.constructor = node.type == "constructor_declaration"
        result = node.child_by_field_name("returns") or node.child_by_field_name("type")
        made.result = _type(result) if result is not None else None
        return made

    def bindings(self, node: Node, module: Module) -> Iterable[tuple[Binding, bool]]:
        """See `Frontend.bindings`."""
        if node.type == "variable_declaration":
            yield from _variables(node)
        elif node.type == "property_declaration":
            value = node.child_by_field_name("value")
            value = first_child(value) if value is not None and value.type == "arrow_expression_clause" else value
            name = node_text(node.child_by_field_name("name"))
            told = value is not None and value.type in _TELLING
            kind = _type(node.child_by_field_name("type"))
            yield Binding(name, value, node.start_byte, line_of(node), kind, constant=told), False
        elif node.type == "foreach_statement":
            yield Binding(node_text(node.child_by_field_name("left")), None, node.start_byte, line_of(node)), False
        else:
            yield from _assignment(node, module)

    def annotation(self, node: Node) -> tuple[Annotation, Node | None]:
        """See `Frontend.annotation`."""
        name = node_text(node.child_by_field_name("name")).rpartition(".")[2]
        owner = node.parent.parent if node.parent is not None else None
        return Annotation(name, node, line_of(node)), owner if owner is not None and owner.type in _OWNERS else None

    def lower_node(self, node: Node, module: Module, lower: Lower) -> Expr:
        """See `Frontend.lower_node`."""
        rule = _LOWER.get(node.type)
        return rule(node, lower) if rule is not None else OPAQUE


def _called(node: Node | None) -> str:
    """The last name of a callee, without type arguments."""
    if node is None:
        return ""
    if node.type == "conditional_access_expression":
        node = node.named_child(node.named_child_count - 1)
    named = node.child_by_field_name("name") if node is not None else None
    named = named if named is not None else node
    if named is not None and named.type == "generic_name":
        named = first_child(named)
    return node_text(named) if named is not None and named.type == "identifier" else ""


def _type(node: Node | None) -> TypeRef:
    if node is None or node.type in ("predefined_type", "implicit_type"):
        return TypeRef("")
    if node.type in ("nullable_type", "array_type", "ref_type"):
        return _type(node.child_by_field_name("type") or first_child(node))
    if node.type == "generic_name":
        return TypeRef(node_text(first_child(node)), _type_args(node))
    return TypeRef(node_text(node) if node.type in ("identifier", "qualified_name") else "")


def _type_args(node: Node | None) -> tuple[str, ...]:
    if node is None or node.type != "generic_name":
        return ()
    listing = node.named_child(1)
    return tuple(_type(child).name for child in (listing.named_children if listing is not None else ()))


def _bases(node: Node) -> Iterator[TypeRef]:
    for child in node.named_children:
        if child.type == "base_list":
            for item in child.named_children:
                inner = item.child_by_field_name("type") if item.type == "primary_constructor_base_type" else item
                yield _type(inner)


def _parameters(node: Node) -> Iterator[Binding]:
    listing = node.child_by_field_name("parameters")
    if listing is None:
        listing = next((child for child in node.named_children if child.type == "parameter_list"), None)
    if listing is None:
        return
    if listing.type in ("implicit_parameter", "identifier"):
        yield Binding(node_text(listing), None, listing.start_byte, line_of(listing), TypeRef(UNTYPED), parameter=0)
        return
    for position, item in enumerate(child for child in listing.named_children if child.type == "parameter"):
        named, declared = item.child_by_field_name("name"), item.child_by_field_name("type")
        kind = _type(declared) if declared is not None else TypeRef(UNTYPED)
        last = item.named_child(item.named_child_count - 1)
        default = last if last is not None and last not in (named, declared) else None
        yield Binding(node_text(named), default, item.start_byte, line_of(item), kind, parameter=position)


def _variables(node: Node) -> Iterator[tuple[Binding, bool]]:
    kind = _type(node.child_by_field_name("type"))
    field = node.parent is not None and node.parent.type == "field_declaration"
    for item in node.named_children:
        named = item.child_by_field_name("name") if item.type == "variable_declarator" else None
        if named is None:
            continue
        last = item.named_child(item.named_child_count - 1)
        value = last if last is not None and last.id != named.id else None
        told = field and value is not None and value.type in _TELLING
        yield Binding(node_text(named), value, item.start_byte, line_of(item), kind, constant=told), False


def _assignment(node: Node, module: Module) -> Iterator[tuple[Binding, bool]]:
    left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
    if left is None or right is None or (node.parent is not None and node.parent.type == "initializer_expression"):
        return
    if left.type == "identifier":
        name = node_text(left)
        yield Binding(name, right, node.start_byte, line_of(node)), not _is_local(name, node, module)
        return
    held, member = left.child_by_field_name("expression"), node_text(left.child_by_field_name("name"))
    if left.type != "member_access_expression":
        return
    if held is None or held.type in ("this", "this_expression"):
        yield Binding(member, right, node.start_byte, line_of(node)), True
    elif held.type == "identifier" and member in _CONFIGURES:
        name = node_text(held)
        yield Binding(name, node, node.start_byte, line_of(node)), not _is_local(name, node, module)


def _is_local(name: str, node: Node, module: Module) -> bool:
    scope: Scope | None = module.scope_at(node.start_byte)
    while scope is not None and scope.kind == "function":
        if name in scope.bindings:
            return True
        scope = scope.parent
    return scope is None or scope.kind == "module"


# expressions ------------------------------------------------------------------------------------------------------


def _string(node: Node, lower: Lower) -> Expr:
    written = node_text(node)
    if node.type == "raw_string_literal":
        return Text(written.strip('"').strip())
    if node.type == "verbatim_string_literal":
        return Text(written[2:-1].replace('""', '"'))
    return Text("".join(_ESCAPES.get(node_text(part), node_text(part)) for part in node.named_children))


def _interpolated(node: Node, lower: Lower) -> Expr:
    parts: list[Expr] = []
    for child in node.named_children:
        if child.type == "interpolation":
            inner = next((part for part in child.named_children if part.type != "interpolation_brace"), None)
            parts.append(lower(inner) if inner is not None else OPAQUE)
        elif child.type in ("string_content", "escape_sequence"):
            parts.append(Text(_ESCAPES.get(node_text(child), node_text(child))))
    return Concat(tuple(parts))


def _binary(node: Node, lower: Lower) -> Expr:
    """`a + b + c`, flattened along its left spine, and `a ?? b`."""
    left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
    operator = node_text(node.child_by_field_name("operator"))
    if left is None or right is None or operator not in ("+", "??"):
        return OPAQUE
    if operator == "??":
        return Fallback(lower(left), lower(right))
    parts: list[Node] = []
    current: Node | None = node
    while current is not None and current.type == "binary_expression":
        if node_text(current.child_by_field_name("operator")) != "+":
            break
        tail = current.child_by_field_name("right")
        if tail is not None:
            parts.append(tail)
        current = current.child_by_field_name("left")
    if current is not None:
        parts.append(current)
    return Concat(tuple(lower(part) for part in reversed(parts)))


def _arguments(listing: Node | None, lower: Lower) -> tuple[tuple[Expr, ...], tuple[tuple[str, Expr], ...]]:
    args: list[Expr] = []
    keywords: list[tuple[str, Expr]] = []
    for item in listing.named_children if listing is not None else ():
        value = item.named_child(item.named_child_count - 1) if item.named_child_count else None
        if item.type not in ("argument", "attribute_argument") or value is None:
            continue
        name = node_text(item.child_by_field_name("name"))
        if name:
            keywords.append((name, lower(value)))
        else:
            args.append(lower(value))
    return tuple(args), tuple(keywords)


def _callee(node: Node, lower: Lower) -> Expr:
    """What is called; `x?.Do` is `x.Do`."""
    name = _called(node)
    if node.type == "member_access_expression":
        owner = node.child_by_field_name("expression")
        return Member(lower(owner) if owner is not None else Name("this"), name)
    if node.type == "conditional_access_expression":
        owner = node.child_by_field_name("condition")
        return Member(lower(owner), name) if owner is not None else OPAQUE
    return Name(name) if name else OPAQUE


def _invocation(node: Node, lower: Lower) -> Expr:
    function = node.child_by_field_name("function")
    if function is None:
        return OPAQUE
    args, keywords = _arguments(node.child_by_field_name("arguments"), lower)
    name = _called(function)
    if name == "nameof" and args and isinstance(args[0], (Name, Member)):
        return Text(args[0].name)
    callee = _callee(function, lower)
    if (
        name == "Format"
        and len(args) > 1
        and isinstance(callee, Member)
        and callee.owner in (Name("string"), Name("String"))
    ):
        callee, args = Member(args[0], "format"), args[1:]
    named = function.child_by_field_name("name") or function
    if name == "InvokeMethodAsync" and args and isinstance(args[0], Member) and args[0].owner == Name("HttpMethod"):
        args, keywords = args[1:], (("method", args[0]), *keywords)  # the overload that begins with the HTTP method
    if name == "CreateClient" and len(args) == 1 and isinstance(args[0], Text):
        args = (Member(Name("HttpClient"), args[0].value),)  # the address that its registration names
    at = line_of(named)
    return Invoke(callee, args, keywords, at, node.start_byte, type_args=_type_args(named))


def _creation(node: Node, lower: Lower) -> Expr:
    """`new T(a) { B = c }`; collections are records and listings."""
    made = _type(node.child_by_field_name("type"))
    args, keywords = _arguments(node.child_by_field_name("arguments"), lower)
    entries, items = _initial(node.child_by_field_name("initializer"), lower)
    if made.name in _MAPS and not args:
        return Record(entries, line_of(node))
    if made.name in _LISTS and not args:
        return Listing(items)
    if not made.name:
        return OPAQUE
    name = dotted(made.name)
    return Invoke(name, args, keywords + entries, line_of(node), node.start_byte, new=True, type_args=made.args)


def _implicit_creation(node: Node, lower: Lower) -> Expr:
    """`new(x)` of a type told elsewhere: its one argument, or its settings."""
    listing = next((child for child in node.named_children if child.type == "argument_list"), None)
    given = next((child for child in node.named_children if child.type == "initializer_expression"), None)
    args, _ = _arguments(listing, lower)
    entries, _ = _initial(given, lower)
    if entries:
        return Record(entries, line_of(node))
    return args[0] if args else OPAQUE


def _initial(node: Node | None, lower: Lower) -> tuple[tuple[tuple[str, Expr], ...], tuple[Expr, ...]]:
    """(settings, items) of `{ A = x, ["b"] = y, { "c", z }, item }`."""
    entries: list[tuple[str, Expr]] = []
    items: list[Expr] = []
    for child in node.named_children if node is not None else ():
        left, right = child.child_by_field_name("left"), child.child_by_field_name("right")
        if child.type == "assignment_expression" and left is not None and right is not None:
            key = node_text(left).strip('[]"')
            entries.append((key, lower(right)))
        elif child.type == "initializer_expression" and child.named_child_count == 2:
            pair = child.named_children
            entries.append((node_text(pair[0]).strip('"'), lower(pair[1])))
        else:
            items.append(lower(child))
    return tuple(entries), tuple(items)


def _member(node: Node, lower: Lower) -> Expr:
    owner, name = node.child_by_field_name("expression"), _called(node)
    held = lower(owner) if owner is not None else Name("this")
    return held if name == "Value" else Member(held, name)


def _set(node: Node, lower: Lower) -> Expr:
    """`client.BaseAddress = x` as a call of BaseAddress."""
    left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
    if left is None or right is None:
        return OPAQUE
    if left.type != "member_access_expression":
        return lower(right)
    return Invoke(_callee(left, lower), (lower(right),), (), line_of(left), node.start_byte)


def _lambda(node: Node, lower: Lower) -> Expr:
    body = node.child_by_field_name("body")
    if body is None:
        return Closure(node.start_byte)
    if body.type != "block":
        return Closure(node.start_byte, lower(body))
    chain: Expr = OPAQUE
    for statement in body.named_children[:MAX_STATEMENTS]:
        inner = first_child(statement) if statement.type == "expression_statement" else None
        if inner is None or inner.type not in ("assignment_expression", "invocation_expression"):
            continue
        step = lower(inner)
        if isinstance(step, Invoke) and isinstance(step.callee, Member):
            chain = Invoke(Member(chain, step.callee.name), step.args, step.keywords, step.line, step.at)
    return Closure(node.start_byte, chain if isinstance(chain, Invoke) else None)


def _conditional(node: Node, lower: Lower) -> Expr:
    arms = (node.child_by_field_name("consequence"), node.child_by_field_name("alternative"))
    return Choice(tuple(lower(arm) for arm in arms if arm is not None))


def _switch(node: Node, lower: Lower) -> Expr:
    arms = [child for child in node.named_children if child.type == "switch_expression_arm"]
    return Choice(tuple(_last(arm, lower) for arm in arms))


def _item(node: Node, lower: Lower) -> Expr:
    owner, listing = node.child_by_field_name("expression"), node.child_by_field_name("subscript")
    args, _ = _arguments(listing, lower)
    return Item(lower(owner), args[0]) if owner is not None and args else OPAQUE


def _attribute(node: Node, lower: Lower) -> Expr:
    listing = next((child for child in node.named_children if child.type == "attribute_argument_list"), None)
    args, keywords = _arguments(listing, lower)
    return Invoke(dotted(node_text(node.child_by_field_name("name"))), args, keywords, line_of(node), node.start_byte)


def _last(node: Node, lower: Lower) -> Expr:
    child = node.named_child(node.named_child_count - 1) if node.named_child_count else None
    return lower(child) if child is not None else OPAQUE


def _items(node: Node, lower: Lower) -> Expr:
    return Listing(tuple(lower(child) for child in node.named_children if child.type != "comment"))


_LOWER: dict[str, Callable[[Node, Lower], Expr]] = {
    "string_literal": _string,
    "verbatim_string_literal": _string,
    "raw_string_literal": _string,
    "interpolated_string_expression": _interpolated,
    "integer_literal": lambda node, lower: Text(node_text(node)),
    "boolean_literal": lambda node, lower: Text(node_text(node)),
    "identifier": lambda node, lower: Name(node_text(node)),
    "predefined_type": lambda node, lower: Name(node_text(node)),
    "qualified_name": lambda node, lower: dotted(node_text(node)),
    "this": lambda node, lower: Name("this"),
    "this_expression": lambda node, lower: Name("this"),
    "base_expression": lambda node, lower: Name("this"),
    "member_access_expression": _member,
    "element_access_expression": _item,
    "invocation_expression": _invocation,
    "object_creation_expression": _creation,
    "implicit_object_creation_expression": _implicit_creation,
    "implicit_array_creation_expression": _last,
    "array_creation_expression": _last,
    "initializer_expression": _items,
    "collection_expression": _items,
    "collection_element": _last,
    "expression_element": _last,
    "binary_expression": _binary,
    "conditional_expression": _conditional,
    "switch_expression": _switch,
    "assignment_expression": _set,
    "attribute": _attribute,
    "lambda_expression": _lambda,
    "await_expression": _last,
    "parenthesized_expression": _last,
    "cast_expression": _last,
    "postfix_unary_expression": _last,
    "arrow_expression_clause": _last,
    "typeof_expression": _last,
}

FRONTEND = CSharp()
"""The one instance."""
