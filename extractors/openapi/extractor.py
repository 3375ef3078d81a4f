"""OpenAPI 3.0, 3.1, 3.2 and Swagger 2.0 documents as facts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Literal

from extractors.documents import Document, load_document, pointer
from extractors.documents.collector import paused_gc
from extractors.documents.finding import Finding
from extractors.documents.refs import Place, References
from extractors.documents.schema_fields import SchemaFields
from extractors.documents.sniff import claims
from extractors.openapi.bodies import request_payload, response_payload
from extractors.openapi.described import SPEC_SUFFIXES, first_line, spec_unit, title_location, title_of
from extractors.openapi.naming import event_object, operation_object
from extractors.openapi.operations import Operation, operations
from extractors.openapi.security import required, scheme_kinds
from extractors.openapi.servers import openapi_servers, swagger_servers
from extractors.openapi.signals import Signals
from extractors.openapi.verdict import quick_findings, summary
from extractors.openapi.version import VERSION_KEYS, spec_format
from mapgen.model.extraction import Extractor, SourceFile
from mapgen.model.facts import AnyFact, ApiDescribed, OperationDescribed
from mapgen.model.location import Location

Validation = Literal["off", "quick", "full"]
"""off: none. quick: against the official schema, in microseconds per kilobyte. full: in a limited child process."""

_RULE = "openapi/document"


class OpenApiExtractor(Extractor):
    """Gives `ApiDescribed`, `UnitDeclared`, `OperationDescribed`, and notices for all that is wrong or refused.

    validation: how deep the document is checked; errors are notices and never hide a fact.
    """

    name = "openapi"
    version = "1"
    description = "OpenAPI 3.0, 3.1, 3.2 and Swagger 2.0 (JSON and YAML, split over files)"

    def __init__(self, validation: Validation = "quick") -> None:
        self.validation = validation

    def accepts(self, path: str) -> bool:
        """True for `.json`, `.yaml`, `.yml`."""
        return path.lower().endswith(SPEC_SUFFIXES)

    def extract(self, source: SourceFile) -> Iterable[AnyFact]:
        """The facts of one file; nothing, fast, when it is not a specification.

        Raises:
            DocumentError: the file claims to be a specification and cannot be parsed, or repeats a key.
        """
        raw = source.data()
        if not claims(raw, VERSION_KEYS):
            return []
        with paused_gc():
            document = load_document(raw, source.path, duplicates="refuse")
            format_name = spec_format(document.data)
            if format_name is None:
                return []
            return list(_Described(source, document, format_name, self.validation).facts())


class _Described:
    """One document on its way to facts."""

    def __init__(self, source: SourceFile, document: Document, format_name: str, validation: Validation) -> None:
        self._source = source
        self._document = document
        self._data: dict[str, Any] = document.data
        self._format = format_name
        self._validation = validation
        self._references = References(source, document)
        self._root = Place(source.path)
        self._schemas = SchemaFields(self._references)
        self._kinds = scheme_kinds(self._data, self._references, self._root)
        self._title = title_of(self._data, source.path)

    def facts(self) -> Iterator[AnyFact]:
        """The API, its unit, its operations, then what is wrong."""
        signals = Signals(self._document, self._references)
        described: list[AnyFact] = []
        for operation in operations(self._data, self._references, self._root):
            signals.add(operation)
            described.append(self._operation(operation))
        servers = swagger_servers(self._data) if "swagger" in self._data else openapi_servers(self._data)
        yield self._api(servers, signals.found)
        yield spec_unit(self._source, self._document, self._title, servers)
        yield from described
        for finding in self._findings():
            yield finding.notice(self._source.root, "openapi/check")

    def _api(self, servers: tuple[str, ...], signals: tuple[str, ...]) -> ApiDescribed:
        return ApiDescribed(
            location=title_location(self._source, self._document),
            rule=_RULE,
            title=self._title,
            version=str(self._document.get("info", "version") or ""),
            format=self._format,
            servers=servers,
            signals=signals,
            security=tuple(dict.fromkeys(self._kinds.values())),
        )

    def _operation(self, operation: Operation) -> OperationDescribed:
        request = request_payload(operation, self._references, self._schemas)
        response = response_payload(operation, self._references, self._schemas)
        node, written = operation.node, operation.written
        tags = [tag for tag in _list(node.get("tags")) if isinstance(tag, str)]
        names = (request.object_name, response.object_name)
        return OperationDescribed(
            location=Location(
                root=self._source.root,
                path=written.file,
                line=self._references.line(written),
                pointer=pointer(written.path),
            ),
            rule=f"openapi/{'callback' if operation.callback else operation.direction}",
            api=self._title,
            direction=operation.direction,
            method=operation.method,
            path=operation.path,
            operation_id=str(node.get("operationId") or ""),
            object_name=(
                operation_object(operation.path, names, tags)
                if operation.direction == "call"
                else _webhook_object(operation, names, tags)
            ),
            summary=first_line(node.get("summary") or node.get("description")),
            request_fields=request.fields,
            response_fields=response.fields,
            security=required(node.get("security", self._default_security(operation)), self._kinds),
        )

    def _default_security(self, operation: Operation) -> Any:
        """What the document asks of callers; it says nothing of requests the API itself sends."""
        return self._data.get("security") if operation.direction == "call" else None

    def _findings(self) -> list[Finding]:
        self._references.check_foreign()
        found = self._references.findings()
        if self._validation == "quick":
            found += summary(quick_findings(self._document, self._format), self._format)
        elif self._validation == "full":
            from extractors.openapi.validate import validate_spec  # noqa: PLC0415  # starts a process: only on demand

            found += summary(validate_spec(self._document), self._format)
        return found


def _webhook_object(operation: Operation, names: tuple[str, str], tags: list[str]) -> str:
    """A webhook is about what its name says (`contact.created`); a callback's name is an expression."""
    return operation_object("", names, tags) if operation.callback else event_object(operation.path)


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []
