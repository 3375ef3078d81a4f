"""Dockerfiles: an image built from a folder, with its environment, ports and what it starts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import orjson

from extractors.config.common.addresses import addresses_in
from extractors.config.common.base import ConfigExtractor, at, env_set, folder, name_of, property_set
from extractors.config.common.placeholders import resolved, shell
from mapgen.model.extraction import SourceFile
from mapgen.model.facts import AnyFact, UnitDeclared
from mapgen.model.value import Value

_FILE = re.compile(r"(?:.+\.)?(?:dockerfile|containerfile)(?:[._-][\w.-]+)?", re.IGNORECASE)
_PAIR = re.compile(r"""([A-Za-z_][\w.-]*)=("(?:[^"\\]|\\.)*"|'[^']*'|(?:[^\s\\]|\\.)*)""")
_FROM = re.compile(r"(?:--\S+\s+)*(\S+)(?:\s+as\s+(\S+))?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Instruction:
    """One instruction, continuation lines joined; `line` is where it starts."""

    keyword: str
    rest: str
    line: int


def instructions(content: str) -> Iterator[Instruction]:
    """The instructions of a Dockerfile in order; comments, heredoc bodies and parser directives are skipped."""
    lines = content.splitlines()
    index = 0
    while index < len(lines):
        line = index + 1
        logical = lines[index].strip()
        index += 1
        if not logical or logical.startswith("#"):
            continue
        while logical.endswith("\\") and index < len(lines):
            following = lines[index].strip()
            index += 1
            if not following.startswith("#"):
                logical = f"{logical[:-1].rstrip()} {following}"
        index = _after_heredoc(logical, lines, index)
        keyword, _, rest = logical.partition(" ")
        yield Instruction(keyword.upper(), rest.strip(), line)


def _after_heredoc(logical: str, lines: list[str], index: int) -> int:
    found = re.search(r"<<-?[\"']?(\w+)", logical)
    if found is None:
        return index
    for ahead in range(index, len(lines)):
        if lines[ahead].strip() == found.group(1):
            return ahead + 1
    return index


def exec_arguments(rest: str) -> list[str]:
    """The arguments of CMD or ENTRYPOINT in either form."""
    if rest.startswith("["):
        try:
            parsed = orjson.loads(rest)
        except orjson.JSONDecodeError:
            return rest.split()
        return [str(item) for item in parsed] if isinstance(parsed, list) else []
    return rest.split()


def pairs(rest: str) -> list[tuple[str, str]]:
    """The pairs of ENV (`A=b C="d e"` or the old `A b`) or ARG (`A=b`)."""
    if "=" in rest.partition(" ")[0]:
        return [(key, value.strip("\"'") if value[:1] in "\"'" else value) for key, value in _PAIR.findall(rest)]
    key, _, value = rest.partition(" ")
    return [(key, value.strip())] if value else []


class Dockerfile(ConfigExtractor):
    """Reads the last build stage (what runs) and the ARG defaults that feed it."""

    name = "config/dockerfile"
    version = "1"
    description = "Dockerfiles and Containerfiles"
    files = "Dockerfile, Dockerfile.<name>, <name>.Dockerfile, Containerfile"
    example = "ENV CRM_URL=https://api.hubapi.com"
    yields = "a container image built from its folder; environment variables; ports; addresses in the start command"

    def accepts(self, path: str) -> bool:
        """By name."""
        name = name_of(path)
        return _FILE.fullmatch(name) is not None and not name.endswith((".dockerignore", ".md", ".sh"))

    def extract(self, source: SourceFile) -> Iterable[AnyFact]:
        """One unit and the settings of its final stage."""
        return self._facts(source)

    def _facts(self, source: SourceFile) -> Iterator[AnyFact]:
        found = list(instructions(source.text()))
        starts = [index for index, item in enumerate(found) if item.keyword == "FROM"]
        if not starts:
            return
        arguments = _arguments(found)
        stage = _stage_chain(found, starts)
        yield self._unit(source, found[starts[-1]].line, stage, arguments)
        for item in stage:
            yield from _settings(source, item, arguments)

    def _unit(
        self, source: SourceFile, line: int, stage: list[Instruction], arguments: dict[str, Value]
    ) -> UnitDeclared:
        base = _FROM.match(stage[0].rest)
        return UnitDeclared(
            location=at(source, line),
            rule="dockerfile/from",
            name=_image_name(source.path) or source.root,
            unit_kind="container_image",
            directory=folder(source.path),
            image=shell(base.group(1), arguments) if base else None,
            ports=_ports(stage, arguments),
        )


def _image_name(path: str) -> str:
    """The folder that gives the image its name: conventional docker folders are stepped over."""
    parts = [part for part in folder(path).split("/") if part]
    while parts and parts[-1].lower() in ("docker", "src", "main", "build", "deploy", ".docker"):
        parts.pop()
    return parts[-1] if parts else ""


def _arguments(found: list[Instruction]) -> dict[str, Value]:
    known: dict[str, Value] = {}
    for item in found:
        if item.keyword in ("ARG", "ENV"):
            for key, value in pairs(item.rest):
                known[key] = shell(value, known)
    return known


def _stage_chain(found: list[Instruction], starts: list[int]) -> list[Instruction]:
    """Instructions of the last stage and of the stages it is built FROM, oldest first."""
    stages: dict[str, tuple[int, int]] = {}
    chain: list[Instruction] = []
    for number, start in enumerate(starts):
        end = starts[number + 1] if number + 1 < len(starts) else len(found)
        base = _FROM.match(found[start].rest)
        if base and base.group(2):
            stages[base.group(2).lower()] = (start, end)
    bounds: tuple[int, int] | None = (starts[-1], len(found))
    while bounds is not None:
        start, end = bounds
        chain[:0] = found[start:end]
        base = _FROM.match(found[start].rest)
        bounds = stages.pop(base.group(1).lower(), None) if base else None
    return chain


def _settings(source: SourceFile, item: Instruction, known: dict[str, Value]) -> Iterator[AnyFact]:
    if item.keyword == "ENV":
        for key, value in pairs(item.rest):
            others = {name: given for name, given in known.items() if name != key}
            yield env_set(at(source, item.line), "dockerfile/env", key, shell(value, others))
    elif item.keyword in ("CMD", "ENTRYPOINT"):
        for _, option, address in addresses_in(exec_arguments(item.rest)):
            yield property_set(at(source, item.line), "dockerfile/command", option, shell(address, known))


def _ports(stage: list[Instruction], known: dict[str, Value]) -> tuple[int, ...]:
    found: list[int] = []
    for item in stage:
        if item.keyword == "EXPOSE":
            for raw in item.rest.split():
                number = (resolved(shell(raw, known)) or "").partition("/")[0]
                if number.isdigit() and 0 < int(number) < 65536:
                    found.append(int(number))
    return tuple(dict.fromkeys(found))
