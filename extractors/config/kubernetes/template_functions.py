"""The functions of Go templates that Helm charts really use: a closed table, nothing else can be called."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import orjson

from extractors.config.common.tree import as_map, scalar


def truth(value: Any) -> bool:
    """Go's idea of truth: empty things are false."""
    return bool(value)


def printed(value: Any) -> str:
    """A value as it is printed."""
    if value is None:
        return ""
    if isinstance(value, dict | list):
        return orjson.dumps(value).decode()
    return scalar(value) or ""


def _default(fallback: Any, value: Any = None) -> Any:
    return value if truth(value) else fallback


def _printf(pattern: str, *words: Any) -> str:
    queue = list(words)
    return re.sub(r"%[sdvq]", lambda _: printed(queue.pop(0)) if queue else "", pattern)


def _same(value: Any, *_: Any) -> Any:
    return value


def _indented(count: int, value: Any) -> str:
    pad = " " * min(int(count), 80)
    return "\n".join(pad + line if line else line for line in printed(value).split("\n"))


def _coalesce(*words: Any) -> Any:
    return next((word for word in words if truth(word)), None)


def _quoted(*words: Any) -> str:
    return " ".join(orjson.dumps(printed(word)).decode() for word in words)


FUNCTIONS_TABLE: dict[str, Callable[..., Any]] = {
    "default": _default,
    "quote": _quoted,
    "squote": lambda value: "'" + printed(value).replace("'", "''") + "'",
    "printf": _printf,
    "toYaml": _same,
    "toJson": _same,
    "fromYaml": _same,
    "toString": printed,
    "required": lambda _, value: value,
    "nindent": lambda count, value: "\n" + _indented(count, value),
    "indent": _indented,
    "trunc": lambda count, value: printed(value)[: int(count)],
    "trim": lambda value: printed(value).strip(),
    "trimSuffix": lambda suffix, value: printed(value).removesuffix(suffix),
    "trimPrefix": lambda prefix, value: printed(value).removeprefix(prefix),
    "lower": lambda value: printed(value).lower(),
    "upper": lambda value: printed(value).upper(),
    "replace": lambda old, new, value: printed(value).replace(old, new),
    "contains": lambda part, value: printed(part) in printed(value),
    "hasPrefix": lambda prefix, value: printed(value).startswith(prefix),
    "hasSuffix": lambda suffix, value: printed(value).endswith(suffix),
    "hasKey": lambda value, key: key in as_map(value),
    "get": lambda value, key: as_map(value).get(key),
    "index": lambda value, *keys: _index(value, keys),
    "dict": lambda *words: dict(zip(words[::2], words[1::2], strict=False)),
    "list": lambda *words: list(words),
    "join": lambda separator, value: separator.join(printed(item) for item in value),
    "eq": lambda left, *others: any(left == other for other in others),
    "ne": lambda left, right: left != right,
    "lt": lambda left, right: left < right,
    "gt": lambda left, right: left > right,
    "not": lambda value: not truth(value),
    "and": lambda *words: next((word for word in words if not truth(word)), words[-1] if words else None),
    "or": _coalesce,
    "empty": lambda value: not truth(value),
    "coalesce": _coalesce,
    "ternary": lambda yes, no, value: yes if truth(value) else no,
    "int": lambda value: int(float(printed(value))),
    "int64": lambda value: int(float(printed(value))),
    "add": lambda *words: sum(int(word) for word in words),
    "len": lambda value: len(value),
    "kindIs": lambda kind, value: kind == _KINDS.get(type(value), ""),
    "semverCompare": lambda *_: True,
    "merge": lambda *words: {key: value for word in reversed(words) for key, value in as_map(word).items()},
}
_KINDS: dict[type, str] = {str: "string", dict: "map", list: "slice", bool: "bool", int: "int", float: "float64"}
FUNCTIONS = frozenset(FUNCTIONS_TABLE)
CONTROLS = frozenset({"include", "tpl"})


def _index(value: Any, keys: tuple[Any, ...]) -> Any:
    for key in keys:
        value = value[key] if isinstance(value, list) else as_map(value).get(str(key))
    return value
