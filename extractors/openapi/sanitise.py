"""Makes a specification safe for openapi-spec-validator: every reference it would stumble over is taken out.

The validator follows remote references, raises on dangling ones and recurses without end on pure cycles. Each such
reference is replaced by the least valid object of its place and reported; what is left can be validated.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from extractors.documents.pointer import follow, parse

Path = tuple[str | int, ...]
Problem = tuple[str, str, Path]
"""Code, message and path of a reference that was taken out."""

_MAX_HOPS = 100


def without_unusable_refs(data: dict[str, Any]) -> tuple[dict[str, Any], list[Problem]]:
    """The data, changed in place, without references that leave the document, lead nowhere or form a pure cycle."""
    problems: list[Problem] = []
    form: dict[str, Any] = {"type": "string"} if "swagger" in data else {"schema": {}}  # how a parameter is typed
    for path, node in list(_references(data)):
        ref = node["$ref"]
        code, reason = _trouble(data, ref)
        if code:
            problems.append((code, f"reference {ref[:200]!r} {reason}", (*path, "$ref")))
            node.clear()
            node.update(_stand_in(path, len(problems), form))
    return data, problems


def stood_in_for_parameter(problems: list[Problem]) -> bool:
    """True when a parameter was taken out: which path parameters a document lacks is then unknown."""
    return any("parameters" in path[-4:] for _, _, path in problems)


def _stand_in(path: Path, number: int, form: dict[str, Any]) -> dict[str, Any]:
    """The least valid object that can stand where a reference stood."""
    parent = path[-2] if len(path) >= 2 else ""
    if parent == "parameters":
        return {"name": f"unresolved-{number}", "in": "query", **form}
    if parent == "responses":
        return {"description": ""}
    if parent in ("securitySchemes", "securityDefinitions"):
        return {"type": "apiKey", "name": "unresolved", "in": "header"}
    if "requestBody" in path[-1:] or parent == "requestBodies":
        return {"content": {}}
    if parent in ("headers", "mediaTypes"):
        return {"schema": {}}
    return {}


def _trouble(data: Any, ref: str) -> tuple[str, str]:
    if not ref.startswith("#"):
        return "ref.foreign", "leaves the document and is not followed"
    seen: set[str] = set()
    while ref not in seen:
        seen.add(ref)
        try:
            target = follow(data, parse(ref[1:], fragment=True))
        except (KeyError, ValueError):
            return "ref.dangling", "leads nowhere"
        following = target.get("$ref") if isinstance(target, dict) else None
        if not isinstance(following, str) or not following.startswith("#") or len(seen) > _MAX_HOPS:
            return "", ""
        ref = following
    return "ref.cycle", "leads back to itself"


def _references(data: Any) -> Iterator[tuple[Path, dict[str, Any]]]:
    """Every mapping with a `$ref` string (a property that happens to be named `$ref` holds a mapping)."""
    stack: list[tuple[Path, Any]] = [((), data)]
    while stack:
        path, node = stack.pop()
        if isinstance(node, dict):
            if isinstance(node.get("$ref"), str):
                yield path, node
            stack.extend(((*path, key), child) for key, child in node.items() if isinstance(child, dict | list))
        else:
            stack.extend(((*path, at), child) for at, child in enumerate(node) if isinstance(child, dict | list))
