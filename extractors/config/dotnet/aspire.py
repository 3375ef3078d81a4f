""".NET Aspire application hosts: the resources a program declares and what refers to what.

The C# is read as text, statement by statement; nothing is compiled or run.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from extractors.config.common.base import ConfigExtractor, at, below, env_set, folder, property_set
from extractors.config.common.flows import flow
from extractors.config.common.tree import as_list, as_map
from extractors.documents import load_yaml
from mapgen.model.extraction import SourceFile
from mapgen.model.facts import AnyFact, UnitDeclared
from mapgen.model.value import text

_TABLE = Path(__file__).with_name("aspire.yaml")
_COMMENT = re.compile(r"(\"(?:[^\"\\\n]|\\.)*\")|//[^\n]*|/\*.*?\*/", re.DOTALL)
_END = re.compile(r"\"(?:[^\"\\\n]|\\.)*\"|(;)")
_VARIABLE = re.compile(r"\s*(?:var|[\w.<>?]+)\s+(\w+)\s*=(?!=)")
_CALL = re.compile(
    r"(\w*)\s*\.\s*(\w+)\s*(?:<\s*([\w.]+)\s*>)?\s*\(\s*(?:\"([^\"]*)\"|([\w.]+))?(?:\s*,\s*(?:\"([^\"]*)\"|(\w+)))?"
)


@dataclass(frozen=True, slots=True)
class Knowledge:
    """The method names of `aspire.yaml`."""

    images: dict[str, str]
    programs: frozenset[str]
    parts: frozenset[str]
    references: frozenset[str]


@lru_cache(maxsize=1)
def knowledge() -> Knowledge:
    """The table, read once."""
    [document] = load_yaml(_TABLE.read_bytes(), _TABLE.name)
    data = as_map(document.data)
    return Knowledge(
        images={key: str(value) for key, value in as_map(data.get("images")).items()},
        programs=frozenset(as_list(data.get("programs"))),
        parts=frozenset(as_list(data.get("parts"))),
        references=frozenset(as_list(data.get("references"))),
    )


@dataclass(frozen=True, slots=True)
class Call:
    """One method call of a chain: receiver (when named), method, type argument, first and second argument."""

    receiver: str
    method: str
    type_argument: str
    name: str
    identifier: str
    second: str
    line: int


class AspireHost(ConfigExtractor):
    """Reads `builder.AddX(...)` chains with `WithReference` and `WithEnvironment`."""

    name = "config/aspire"
    version = "1"
    description = ".NET Aspire application hosts"
    files = "*.cs below a folder whose name ends in AppHost"
    example = 'builder.AddProject<Projects.Orders>("orders").WithReference(cache);'
    yields = "a unit per resource; a connection from each project to what it refers to"

    def accepts(self, path: str) -> bool:
        """C# files of an application host."""
        return path.endswith(".cs") and any(part.endswith("AppHost") for part in path.split("/")[:-1])

    def extract(self, source: SourceFile) -> Iterable[AnyFact]:
        """The facts of a host program."""
        content = source.text()
        return _facts(source, content) if ".Add" in content else ()


def _blank(found: re.Match[str]) -> str:
    return found.group(1) or "\n" * found.group().count("\n")


def _statements(content: str) -> Iterator[tuple[str, int]]:
    """Statements with the line they start in; comments are blanked, strings kept whole."""
    plain = _COMMENT.sub(_blank, content)
    line, start = 1, 0
    ends = [found.start() for found in _END.finditer(plain) if found.group(1)]
    for end in [*ends, len(plain)]:
        yield plain[start:end], line
        line += plain.count("\n", start, end)
        start = end + 1


def _calls(statement: str, line: int) -> list[Call]:
    return [
        Call(
            receiver=found.group(1),
            method=found.group(2),
            type_argument=found.group(3) or "",
            name=found.group(4) or "",
            identifier=found.group(5) or "",
            second=found.group(6) or found.group(7) or "",
            line=line + statement.count("\n", 0, found.start(2)),
        )
        for found in _CALL.finditer(statement)
    ]


def _facts(source: SourceFile, content: str) -> Iterator[AnyFact]:
    known = knowledge()
    names: dict[str, str] = {}
    part_names: dict[str, str] = {}
    for statement, line in _statements(content):
        calls = _calls(statement, line)
        variable = _VARIABLE.match(statement)
        owner = next((names[call.receiver] for call in calls if call.receiver in names), "")
        resource = next((call for call in calls if _is_resource(call, known)), None)
        if resource is not None:
            owner = resource.name
            yield _unit(source, resource, known)
        parts = [call for call in calls if call.method in known.parts and call.name]
        if variable and (owner or parts):
            names[variable.group(1)] = owner or names.get(parts[0].receiver, parts[0].name)
            if parts:
                part_names[variable.group(1)] = parts[-1].name
        for part in parts:
            names.setdefault(part.name, owner)
        yield from _ties(source, calls, owner, names, part_names, known)


def _is_resource(call: Call, known: Knowledge) -> bool:
    return bool(call.name) and (call.method in known.programs or call.method in known.images)


def _unit(source: SourceFile, call: Call, known: Knowledge) -> UnitDeclared:
    """A resource. A project's type argument is its assembly with dots as underscores."""
    project = call.type_argument.rpartition(".")[2]
    image = known.images.get(call.method) or (call.second if call.method == "AddContainer" else "")
    has_folder = call.method not in known.images and call.method not in ("AddContainer", "AddProject") and call.second
    return UnitDeclared(
        location=at(source, call.line),
        rule=f"aspire/{call.method}",
        name=call.name,
        unit_kind="compose_service",
        directory=below(folder(source.path), call.second) if has_folder else None,
        aliases=tuple(dict.fromkeys(alias for alias in (project, project.replace("_", ".")) if alias)),
        image=text(image) if image else None,
    )


def _ties(
    source: SourceFile, calls: list[Call], owner: str, names: dict[str, str], parts: dict[str, str], known: Knowledge
) -> Iterator[AnyFact]:
    for call in calls:
        if not owner:
            return
        target = names.get(call.identifier, "")
        if call.method in known.references and target and target != owner:
            place = at(source, call.line)
            yield flow(place, "aspire/WithReference", text(owner), text(target), "reference")
            if part := parts.get(call.identifier):
                key = f"ConnectionStrings.{part}"
                yield property_set(place, "aspire/WithReference", key, text(target), unit=owner)
        elif call.method == "WithEnvironment" and call.name:
            value = names.get(call.second, call.second)
            yield env_set(at(source, call.line), "aspire/WithEnvironment", call.name, text(value), unit=owner)
