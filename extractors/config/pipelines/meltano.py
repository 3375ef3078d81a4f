"""Meltano and Singer: which tap loads into which target."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from extractors.config.common.base import ConfigExtractor, at, name_of
from extractors.config.common.documents import documents_of, line_of, mapping
from extractors.config.common.flows import flow
from extractors.config.common.tree import Path, as_list, as_map, get, scalar, text_at
from mapgen.model.extraction import SourceFile
from mapgen.model.facts import FlowDeclared
from mapgen.model.value import text


@dataclass(frozen=True, slots=True)
class _Run:
    tap: str
    target: str
    path: Path


class Meltano(ConfigExtractor):
    """Reads `schedules` and `jobs`; without any, the taps of a project with a single target."""

    name = "config/meltano"
    version = "1"
    description = "Meltano projects (Singer taps and targets)"
    files = "meltano.yml, *.meltano.yml"
    example = "jobs: [{name: crm, tasks: [tap-salesforce target-snowflake]}]"
    yields = "a sync from the tap's product to the target's (via Meltano), with the selected streams"

    def accepts(self, path: str) -> bool:
        """By name."""
        return name_of(path).endswith(("meltano.yml", "meltano.yaml"))

    def extract(self, source: SourceFile) -> Iterable[FlowDeclared]:
        """One flow per tap and target that run together."""
        for document in documents_of(source):
            data = mapping(document)
            streams = {name: _streams(item) for name, item in _plugins(data, "extractors").items()}
            for run in _runs(data):
                yield flow(
                    at(source, line_of(document, run.path)),
                    "meltano/run",
                    text(_product(data, "extractors", run.tap)),
                    text(_product(data, "loaders", run.target)),
                    "sync",
                    transport="database",
                    via="Meltano",
                    objects=streams.get(run.tap, ()),
                )


def _plugins(data: dict[str, Any], kind: str) -> dict[str, Any]:
    return {text_at(item, "name"): item for item in as_list(get(data, "plugins", kind))}


def _product(data: dict[str, Any], kind: str, name: str) -> str:
    """The product of a plugin: the name of what it inherits from, without `tap-` and `target-`."""
    parent = text_at(_plugins(data, kind).get(name), "inherit_from") or name
    return parent.removeprefix("tap-").removeprefix("target-").replace("-", " ")


def _streams(item: Any) -> tuple[str, ...]:
    chosen = [str(rule).partition(".")[0] for rule in as_list(get(item, "select"))]
    return tuple(dict.fromkeys(name for name in chosen if name and name[0] not in "!*"))


def _runs(data: dict[str, Any]) -> Iterator[_Run]:
    found = [*_scheduled(data), *_jobs(data)]
    if found:
        first: dict[tuple[str, str], _Run] = {}
        for run in found:
            first.setdefault((run.tap, run.target), run)
        yield from first.values()
        return
    targets = list(_plugins(data, "loaders"))
    if len(targets) == 1:
        for index, item in enumerate(as_list(get(data, "plugins", "extractors"))):
            yield _Run(text_at(item, "name"), targets[0], ("plugins", "extractors", index, "name"))


def _scheduled(data: dict[str, Any]) -> Iterator[_Run]:
    for index, item in enumerate(as_list(data.get("schedules"))):
        tap, target = text_at(item, "extractor"), text_at(item, "loader")
        if tap and target:
            yield _Run(tap, target, ("schedules", index, "extractor"))


def _jobs(data: dict[str, Any]) -> Iterator[_Run]:
    for index, job in enumerate(as_list(data.get("jobs"))):
        for step, task in enumerate(as_list(as_map(job).get("tasks"))):
            words = [word for part in as_list(task) for word in (scalar(part) or "").split()]
            for tap, target in pairwise(words):
                if tap.startswith("tap-") and target.startswith("target-"):
                    yield _Run(tap, target, ("jobs", index, "tasks", step))
