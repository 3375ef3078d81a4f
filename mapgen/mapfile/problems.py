"""What is wrong with a map, said with line, field and the nearest right value."""

from __future__ import annotations

import difflib
import enum
import types
import typing
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal, Union

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from mapgen.model.integration_map import IntegrationMap
from mapgen.model.naming import slug

FieldPath = tuple[str | int, ...]
"""A place in a document: ("flows", 3, "connector")."""


@dataclass(frozen=True)
class Problem:
    """One finding. `line` is 1-based, 0 when unknown; `field` is `flows[3].connector`; errors make a map unusable."""

    severity: Literal["error", "warning"]
    field: str
    message: str
    line: int = 0
    hint: str = ""

    def __str__(self) -> str:
        place = f"{self.field}: " if self.field else ""
        return place + self.message + (f"; {self.hint}" if self.hint else "")


def field_name(path: Sequence[str | int]) -> str:
    """`flows[3].connector` for ("flows", 3, "connector")."""
    made = ""
    for step in path:
        made += f"[{step}]" if isinstance(step, int) else f".{step}" if made else step
    return made


def nearest(value: str, choices: Sequence[str]) -> str:
    """`did you mean X?`, or an empty string when nothing is near."""
    close = _closest(value, choices)
    return f"did you mean {close}?" if close else ""


def close_matches(value: str, choices: Sequence[str], count: int = 5) -> list[str]:
    """The most similar choices, the best first; empty when nothing is near."""
    return difflib.get_close_matches(value.lower(), choices, n=count, cutoff=0.5)


def _closest(value: str, choices: Sequence[str]) -> str:
    return next(iter(close_matches(value, choices, 1)), "")


def validation_problems(error: ValidationError) -> Iterator[tuple[FieldPath, str, str]]:
    """(path, message, hint) of every validation error, in words.

    A missing field that an unknown one is a misspelling of is not said twice.
    """
    details = error.errors(include_url=False)
    meant = {(*detail["loc"][:-1], _meant(detail)) for detail in details if detail["type"] == "extra_forbidden"}
    for detail in details:
        if detail["type"] == "missing" and detail["loc"] in meant:
            continue
        message, hint = _in_words(detail)
        yield detail["loc"], message, hint


def _meant(detail: ErrorDetails) -> str:
    """The known field an unknown one is probably a misspelling of, or an empty string."""
    names = list(_model_at(detail["loc"][:-1]).model_fields)
    return _closest(str(detail["loc"][-1]), names)


def _in_words(detail: ErrorDetails) -> tuple[str, str]:
    kind, given = detail["type"], detail["input"]
    last = str(detail["loc"][-1]) if detail["loc"] else ""
    if kind == "extra_forbidden":
        names = list(_model_at(detail["loc"][:-1]).model_fields)
        return "unknown field", nearest(last, names) or "known fields: " + ", ".join(names)
    if kind == "missing":
        return "required field is missing", ""
    if kind == "enum" or kind == "literal_error":
        allowed = _choices(detail)
        return f"{given!r} is not a known value", nearest(str(given), allowed) or "one of " + ", ".join(allowed)
    if kind == "string_pattern_mismatch":
        return f"{given!r} is not a valid id", _id_hint(str(given), detail["loc"])
    if kind == "string_type":
        return f"text expected, found {given!r}", f'put it in quotes: "{given}"' if _is_scalar(given) else ""
    return detail["msg"][:1].lower() + detail["msg"][1:], ""


def _is_scalar(value: object) -> bool:
    return isinstance(value, str | int | float)


def _choices(detail: ErrorDetails) -> list[str]:
    """The allowed words, from the model rather than from the message."""
    for part in _alternatives(_annotation_at(detail["loc"])):
        if isinstance(part, type) and issubclass(part, enum.Enum):
            return [str(member.value) for member in part]
        if typing.get_origin(part) is Literal:
            return [str(choice) for choice in typing.get_args(part)]
    return []


def _id_hint(given: str, path: FieldPath) -> str:
    if path[-1:] == ("id",) and path[:1] == ("flows",):
        parts = [slug(part) for part in given.split(".") if part.strip()]
        if len(parts) == 3:
            return f"did you mean {'.'.join(parts)}?"
        return "flow ids are system.component.action in lower case, such as crm.contact.sync"
    return f"did you mean {slug(given)}?" if given.strip() else "ids are lower-case words joined by hyphens"


def _annotation_at(path: FieldPath) -> Any:
    """The type annotation at a document path."""
    found: Any = IntegrationMap
    for step in path:
        found = _step(found, step)
    return found


def _step(annotation: Any, step: str | int) -> Any:
    for part in _alternatives(annotation):
        if isinstance(step, str) and isinstance(part, type) and issubclass(part, BaseModel):
            info = part.model_fields.get(step)
            return info.annotation if info else object
        if typing.get_origin(part) in (list, dict):
            return typing.get_args(part)[-1]
    return object


def _model_at(path: FieldPath) -> type[BaseModel]:
    for part in _alternatives(_annotation_at(path)):
        if isinstance(part, type) and issubclass(part, BaseModel):
            return part
    return IntegrationMap


def _alternatives(annotation: Any) -> tuple[Any, ...]:
    if typing.get_origin(annotation) in (Union, types.UnionType):
        return typing.get_args(annotation)
    return (annotation,)
