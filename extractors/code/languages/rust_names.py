"""Names of Rust: what `use` declarations bring in, which file of a crate holds a name, what a type comes down to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from extractors.code.frontend import first_child, node_text
from extractors.code.module import Import, Module, TypeRef

if TYPE_CHECKING:
    from tree_sitter import Node

_GENERATED = re.compile(r"^(?:v\d\w*|\w*(?:pb|proto|protos|grpc|rpc)\w*)$")
_LIBRARIES = {"stripe": "async_stripe"}
"""Crates whose name in code differs from their own."""
WRAPPERS = frozenset(
    """Arc Rc Box Option Result Mutex RwLock Lazy LazyLock OnceCell OnceLock Data State Extension Cow RefCell Cell Pin
    Ref Cached""".split()
)
"""Types that hold one value of the type they are given."""


def names_used(node: Node, prefix: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], str]]:
    """(path, local name) of each name a `use` brings in; "*" as the local name of a wildcard."""
    if node.type == "use_list":
        for child in node.named_children:
            yield from names_used(child, prefix)
    elif node.type == "scoped_use_list":
        listing = node.child_by_field_name("list")
        if listing is not None:
            yield from names_used(listing, prefix + _segments(node.child_by_field_name("path")))
    elif node.type == "use_as_clause":
        path = prefix + _segments(node.child_by_field_name("path"))
        yield path, node_text(node.child_by_field_name("alias"))
    elif node.type == "use_wildcard":
        yield prefix + _segments(first_child(node)), "*"
    elif node.type == "self":
        if prefix:
            yield prefix, prefix[-1]
    elif node.type in ("identifier", "scoped_identifier", "crate"):
        path = prefix + _segments(node)
        yield path, path[-1]


def _segments(node: Node | None) -> tuple[str, ...]:
    return tuple(part for part in node_text(node).replace(" ", "").split("::") if part)


def imported(path: tuple[str, ...], local: str, line: int, module: Module) -> Import:
    """The import of one name; constants of the same crate are addressed by the file that holds them."""
    wildcard = local == "*"
    if path[:1] and path[0] in ("crate", "self", "super"):
        if local.isupper() and len(path) > 2 and not wildcard:
            place = _place(path[:-1], module.path)
            return Import(local, (place, local), line, relative=True, module=place)
        generated = any(_GENERATED.match(part) for part in path)
        kept = path if generated else tuple(part for part in path if not part.endswith("_client"))
        return Import("" if wildcard else local, kept or path, line, wildcard=wildcard, module="::".join(path))
    path = (_LIBRARIES.get(path[0], path[0]), *path[1:]) if path else path
    return Import("" if wildcard else local, path, line, wildcard=wildcard, module=path[0] if path else "")


def _place(path: tuple[str, ...], file: str) -> str:
    """`crate::config` seen from `src/web/api.rs` is `../config`."""
    ups = 0
    if path[0] == "crate":
        below = file.rpartition("src/")[2] if "src/" in file else file
        ups = below.count("/")
    else:
        ups = max(0, sum(1 for part in path if part == "super") - 1)
    names = [part for part in path if part not in ("crate", "self", "super")]
    return "/".join([".."] * ups + names) if ups else "./" + "/".join(names)


def type_of(node: Node | None) -> TypeRef:
    """A type without references and wrappers: `&Arc<Mutex<Client>>` is Client."""
    for _ in range(8):
        if node is None:
            return TypeRef("")
        if node.type in ("reference_type", "pointer_type"):
            node = node.child_by_field_name("type")
        elif node.type in ("dynamic_type", "abstract_type"):
            node = node.child_by_field_name("trait")
        elif node.type == "generic_type":
            named = node.child_by_field_name("type")
            listing = node.child_by_field_name("type_arguments")
            given = listing.named_children if listing is not None else []
            args = [child for child in given if child.type != "lifetime"]
            if last_segment(named) not in WRAPPERS or not args:
                return TypeRef(type_of(named).name, tuple(type_of(arg).name for arg in args))
            node = args[0]
        else:
            break
    if node is None or node.type not in ("type_identifier", "scoped_type_identifier"):
        return TypeRef("")
    name = node_text(node).replace("::", ".")
    return TypeRef("" if name == "String" else name)


def last_segment(node: Node | None) -> str:
    """The last name of a path or type: `Client` of `reqwest::Client`."""
    if node is not None and node.type == "generic_type":
        node = node.child_by_field_name("type")
    return node_text(node).rpartition("::")[2]
