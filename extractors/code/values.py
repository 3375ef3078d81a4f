"""Small operations on symbolic strings: how much is known of one, joining as paths, falling back."""

from __future__ import annotations

from collections.abc import Iterable

from mapgen.model.value import UNKNOWN, Ref, Value, join, ref


def rank(value: Value) -> int:
    """How much is known of a value: 3 all of it, 2 all but configuration, 1 something, 0 nothing."""
    if value.literal is not None:
        return 3 if value.parts else 0
    if not value.known:
        return 0
    return 1 if any(hole.kind in ("unknown", "param") and hole.default is None for hole in value.refs) else 2


def best(values: Iterable[Value]) -> Value:
    """The value most is known of; the first of several equals."""
    found: Value | None = None
    for value in values:
        if found is None or rank(value) > rank(found):
            found = value
    return found if found is not None else UNKNOWN


def settled(values: list[Value]) -> Value:
    """One value of several a name or function may have: configuration that may be set, else what the source gives."""
    found = best(values)
    if found.literal is None:
        return found
    configured = next((value for value in values if _is_setting(value)), None)
    return with_default(configured, found) if configured is not None else found


def _is_setting(value: Value) -> bool:
    return len(value.parts) == 1 and isinstance(value.parts[0], Ref) and value.parts[0].kind in ("env", "property")


def folder_name(path: str) -> str:
    """The last folder of a path, "" at the root."""
    return path.rpartition("/")[0].rpartition("/")[2]


def with_default(primary: Value, default: Value) -> Value:
    """`primary` or, when it is a hole that may be unset, `default`."""
    if primary.literal:
        return primary
    if len(primary.parts) == 1 and isinstance(primary.parts[0], Ref) and primary.parts[0].kind != "unknown":
        hole = primary.parts[0]
        return ref(hole.kind, hole.name, hole.default or (default if rank(default) else None))
    return primary if rank(primary) >= rank(default) else default


def extended(operation: str, receiver: Value, values: list[Value]) -> Value:
    """What a chained call adds to the value it is called on."""
    if operation == "receiver" or not values:
        return receiver
    if operation == "append":
        return join(receiver, *values)
    return slashed(receiver, *values) if operation == "append_path" else receiver


def slashed(*pieces: Value) -> Value:
    """Pieces with exactly one slash in between."""
    made = Value()
    for piece in pieces:
        if not made.parts or not piece.parts:
            made = made + piece
            continue
        last, first = made.parts[-1], piece.parts[0]
        ends, starts = isinstance(last, str) and last.endswith("/"), isinstance(first, str) and first.startswith("/")
        if ends and starts:
            made = Value((*made.parts[:-1], str(last)[:-1])) + piece
        elif ends or starts or (isinstance(first, str) and first.startswith("?")):
            made = made + piece
        else:
            made = join(made, "/", piece)
    return made


def joined_path(values: list[Value]) -> Value:
    """`path.join(a, b)`."""
    return slashed(*values) if values else UNKNOWN


def is_absolute(value: Value) -> bool:
    """True when a value surely has its own host (`scheme://...`)."""
    first = value.parts[0] if value.parts else ""
    return isinstance(first, str) and "://" in first[:30]


def based(values: list[Value]) -> Value:
    """`new URL(path, base)`."""
    if len(values) > 1 and not is_absolute(values[0]):
        return slashed(values[1], values[0])
    return values[0] if values else UNKNOWN


def base_first(values: list[Value]) -> Value:
    """`urljoin(base, path)`."""
    if len(values) > 1 and not is_absolute(values[1]):
        return slashed(values[0], values[1])
    return values[-1] if values else UNKNOWN
