"""Arazzo documents as facts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from extractors.arazzo.steps import Step, steps
from extractors.documents import Document, load_document, pointer
from extractors.documents.refs import Place, References
from extractors.documents.sniff import claims
from extractors.openapi.described import SPEC_SUFFIXES, title_location, title_of
from extractors.openapi.naming import operation_id_object, path_object
from mapgen.model.extraction import Extractor, SourceFile
from mapgen.model.facts import AnyFact, ApiDescribed, FlowDeclared, OperationDescribed, UnitDeclared
from mapgen.model.location import Location
from mapgen.model.value import text


class ArazzoExtractor(Extractor):
    """Gives the workflows as units, each step's operation, and a `FlowDeclared` (relation "workflow") for every API a
    workflow calls and for every pair of APIs between which it carries data."""

    name = "arazzo"
    version = "1"
    description = "Arazzo 1.x workflows (JSON and YAML)"

    def accepts(self, path: str) -> bool:
        """True for `.json`, `.yaml`, `.yml`."""
        return path.lower().endswith(SPEC_SUFFIXES)

    def extract(self, source: SourceFile) -> Iterable[AnyFact]:
        """The facts of one file; nothing, fast, when it is no Arazzo document.

        Raises:
            DocumentError: the file claims to be one and cannot be parsed, or repeats a key.
        """
        raw = source.data()
        if not claims(raw, ("arazzo",)):
            return
        document = load_document(raw, source.path, duplicates="refuse")
        if isinstance(document.data, dict) and "arazzo" in document.data:
            yield from _facts(source, document)


def _facts(source: SourceFile, document: Document) -> Iterator[AnyFact]:
    data: dict[str, Any] = document.data
    references = References(source, document)
    sources = _sources(data)
    title = title_of(data, source.path)
    found = list(steps(data, references, Place(source.path), tuple(sources)))
    yield ApiDescribed(
        location=title_location(source, document),
        rule="arazzo/document",
        title=title,
        version=str(document.get("info", "version") or ""),
        format=f"arazzo-{'.'.join(str(data['arazzo']).split('.')[:2])}",
        servers=tuple(sources.values()),
    )
    for step in found:
        yield _operation(source, document, step, title)
    yield from _flows(source, document, found, title)
    for finding in references.findings():
        yield finding.notice(source.root, "arazzo/check")


def _sources(data: dict[str, Any]) -> dict[str, str]:
    """URL of each described API by its name in this document; workflows of other documents are not APIs."""
    listed = data.get("sourceDescriptions")
    return {
        str(item["name"]): str(item.get("url", ""))
        for item in (listed if isinstance(listed, list) else ())
        if isinstance(item, dict) and "name" in item and item.get("type", "openapi") != "arazzo"
    }


def _location(source: SourceFile, document: Document, step: Step) -> Location:
    path = step.place.path
    return Location(root=source.root, path=source.path, line=document.line(path), pointer=pointer(path))


def _operation(source: SourceFile, document: Document, step: Step, title: str) -> OperationDescribed:
    return OperationDescribed(
        location=_location(source, document, step),
        rule="arazzo/step",
        api=step.source or title,
        direction="call",
        method=step.method,
        path=step.path,
        operation_id=step.operation_id,
        object_name=path_object(step.path) or operation_id_object(step.operation_id),
        summary=step.summary,
    )


def _flows(source: SourceFile, document: Document, found: list[Step], title: str) -> Iterator[AnyFact]:
    by_id = {(step.workflow, step.step_id): step for step in found}
    seen: set[tuple[str, str, str]] = set()
    for step in found:
        location = _location(source, document, step)
        if ("", step.workflow, "") not in seen:
            seen.add(("", step.workflow, ""))
            yield UnitDeclared(
                location=location, rule="arazzo/workflow", name=step.workflow, unit_kind="workflow", deployed=False
            )
        origins = [(step.workflow, "")]
        origins += [(by_id[key].source, title) for name in step.reads if (key := (step.workflow, name)) in by_id]
        for origin, via in origins:
            if not step.source or not origin or origin == step.source or (origin, step.source, via) in seen:
                continue
            seen.add((origin, step.source, via))
            yield FlowDeclared(
                location=location,
                rule="arazzo/data" if via else "arazzo/step",
                source=text(origin),
                target=text(step.source),
                relation="workflow",
                transport="http",
                via=via,
            )
