"""Property placeholders in strings: `${a.b:default}` (Spring, MicroProfile, Micronaut)."""

from __future__ import annotations

from mapgen.model.value import Value, join, ref, text

MAX_DEPTH = 8
"""Deepest nesting of defaults (`${a:${b:c}}`) that is read."""


def placeholders(template: str, depth: int = 0) -> Value:
    """The template as a value with property holes. Expressions (`#{...}`) are kept as unknown holes."""
    pieces: list[Value] = []
    position = 0
    while True:
        start = template.find("{", position)
        if start <= 0 or depth > MAX_DEPTH or template[start - 1] not in "$#":
            if start < 0 or depth > MAX_DEPTH:
                break
            pieces.append(text(template[position : start + 1]))
            position = start + 1
            continue
        end = _closing(template, start)
        if end < 0:
            break
        pieces.append(text(template[position : start - 1]))
        inner = template[start + 1 : end]
        pieces.append(_hole(inner, depth) if template[start - 1] == "$" else ref("unknown", inner[:80]))
        position = end + 1
    pieces.append(text(template[position:]))
    return join(*pieces)


def _hole(inner: str, depth: int) -> Value:
    key, colon, default = inner.partition(":")
    return ref("property", key.strip(), placeholders(default, depth + 1) if colon else None)


def _closing(template: str, start: int) -> int:
    level = 0
    for position in range(start, len(template)):
        if template[position] == "{":
            level += 1
        elif template[position] == "}":
            level -= 1
            if level == 0:
                return position
    return -1
