"""Steps of Arazzo workflows: which API each calls, and from which earlier steps its data comes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from extractors.documents.pointer import unescape
from extractors.documents.refs import Place, References
from extractors.openapi.operations import METHODS

_SOURCE = re.compile(r"\$sourceDescriptions\.([A-Za-z0-9_\-]+)(?:\.url)?")
_STEP = re.compile(r"\$steps\.([A-Za-z0-9_\-]+)\.")
_MAX_VALUES = 5_000


@dataclass(frozen=True, slots=True)
class Step:
    """One call of a workflow. source: name of the source description it calls ("" unknown). reads: steps of the same
    workflow whose outputs it sends. method, path: when the step names its operation by pointer."""

    workflow: str
    step_id: str
    source: str
    operation_id: str
    method: str
    path: str
    summary: str
    reads: tuple[str, ...]
    place: Place


def steps(data: dict[str, Any], references: References, root: Place, sources: tuple[str, ...]) -> Iterator[Step]:
    """The calling steps of all workflows, in order; steps that run another workflow are left to that workflow."""
    for index, workflow in _items(data.get("workflows")):
        name = str(workflow.get("workflowId", index))
        for number, step in _items(workflow.get("steps")):
            place = root.at("workflows", index, "steps", number)
            if "operationId" in step or "operationPath" in step:
                yield _step(name, step, references, place, sources)


def _step(workflow: str, step: dict[str, Any], references: References, place: Place, sources: tuple[str, ...]) -> Step:
    operation_id, path = str(step.get("operationId") or ""), str(step.get("operationPath") or "")
    found = _SOURCE.search(operation_id or path)
    method, template = _pointed(path)
    return Step(
        workflow=workflow,
        step_id=str(step.get("stepId", "")),
        source=found[1] if found else (sources[0] if len(sources) == 1 else ""),
        operation_id=_SOURCE.sub("", operation_id).lstrip("."),
        method=method,
        path=template,
        summary=str(step.get("description") or "").strip().partition("\n")[0][:200],
        reads=tuple(dict.fromkeys(_read(step, references, place))),
        place=place,
    )


def _pointed(path: str) -> tuple[str, str]:
    """Method and path template of `{$sourceDescriptions.crm.url}#/paths/~1contacts/get`."""
    tokens = [unescape(token) for token in path.partition("#")[2].split("/")]
    if len(tokens) == 4 and tokens[1] == "paths" and tokens[3].lower() in METHODS:
        return tokens[3].upper(), tokens[2]
    return "", ""


def _read(step: dict[str, Any], references: References, place: Place) -> Iterator[str]:
    """Names of the steps whose outputs occur in what this step sends."""
    stack: list[Any] = [step.get("requestBody")]
    for index, parameter in _items(step.get("parameters")):
        stack.append(references.resolve(parameter, place.at("parameters", index))[0])
    for _ in range(_MAX_VALUES):
        if not stack:
            return
        value = stack.pop()
        if isinstance(value, str):
            yield from _STEP.findall(value)
        elif isinstance(value, dict):
            stack.extend(value.values())
        elif isinstance(value, list):
            stack.extend(value)


def _items(value: Any) -> Iterator[tuple[int, dict[str, Any]]]:
    for index, item in enumerate(value if isinstance(value, list) else ()):
        if isinstance(item, dict):
            yield index, item
