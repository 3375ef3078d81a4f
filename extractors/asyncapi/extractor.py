"""AsyncAPI documents as facts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from extractors.asyncapi.exchanges import Exchange, exchanges
from extractors.asyncapi.payloads import message_payload
from extractors.asyncapi.servers import asyncapi_servers
from extractors.documents import Document, load_document, pointer
from extractors.documents.collector import paused_gc
from extractors.documents.refs import Place, References
from extractors.documents.schema_fields import SchemaFields
from extractors.documents.sniff import claims
from extractors.openapi.described import SPEC_SUFFIXES, first_line, spec_unit, title_location, title_of
from extractors.openapi.naming import event_object, object_of
from extractors.openapi.security import scheme_kinds
from mapgen.model.extraction import Extractor, SourceFile
from mapgen.model.facts import AnyFact, ApiDescribed, OperationDescribed
from mapgen.model.location import Location

_MAX_EXCHANGES = 5_000


class AsyncApiExtractor(Extractor):
    """Gives `ApiDescribed`, `UnitDeclared` and one `OperationDescribed` per kind of message sent or received."""

    name = "asyncapi"
    version = "1"
    description = "AsyncAPI 1.x, 2.x and 3.x (JSON and YAML, split over files)"

    def accepts(self, path: str) -> bool:
        """True for `.json`, `.yaml`, `.yml`."""
        return path.lower().endswith(SPEC_SUFFIXES)

    def extract(self, source: SourceFile) -> Iterable[AnyFact]:
        """The facts of one file; nothing, fast, when it is no AsyncAPI document.

        Raises:
            DocumentError: the file claims to be one and cannot be parsed, or repeats a key.
        """
        raw = source.data()
        if not claims(raw, ("asyncapi",)):
            return []
        with paused_gc():
            document = load_document(raw, source.path, duplicates="refuse")
            if not isinstance(document.data, dict) or "asyncapi" not in document.data:
                return []
            return list(_facts(source, document))


def _facts(source: SourceFile, document: Document) -> Iterator[AnyFact]:
    data: dict[str, Any] = document.data
    references = References(source, document)
    root = Place(source.path)
    title = title_of(data, source.path)
    servers = asyncapi_servers(data, references, root)
    described = [
        _operation(source, exchange, title, references, schemas)
        for schemas in (SchemaFields(references),)
        for exchange, _ in zip(exchanges(data, references, root), range(_MAX_EXCHANGES), strict=False)
    ]
    yield ApiDescribed(
        location=title_location(source, document),
        rule="asyncapi/document",
        title=title,
        version=str(document.get("info", "version") or ""),
        format=_format(data["asyncapi"]),
        servers=servers,
        signals=("streaming",) if any(fact.direction == "publish" for fact in described) else (),
        security=tuple(dict.fromkeys(scheme_kinds(data, references, root).values())),
    )
    yield spec_unit(source, document, title, servers)
    yield from described
    references.check_foreign()
    for finding in references.findings():
        yield finding.notice(source.root, "asyncapi/check")


def _operation(
    source: SourceFile, exchange: Exchange, title: str, references: References, schemas: SchemaFields
) -> OperationDescribed:
    payload = message_payload(exchange, references, schemas)
    named = exchange.message_name or payload.object_name
    return OperationDescribed(
        location=Location(
            root=source.root,
            path=exchange.written.file,
            line=references.line(exchange.written),
            pointer=pointer(exchange.written.path),
        ),
        rule=f"asyncapi/{'reply' if exchange.reply else exchange.direction}",
        api=title,
        direction=exchange.direction,
        method="SEND" if exchange.direction == "publish" else "RECEIVE",
        path=exchange.channel,
        operation_id=exchange.operation_id,
        object_name=event_object(named) if named else object_of(exchange.channel.rpartition("/")[2]),
        summary=first_line(exchange.message.get("summary") or exchange.node.get("summary")),
        request_fields=payload.fields,
    )


def _format(version: Any) -> str:
    parts = str(version).split(".")
    return f"asyncapi-{parts[0]}.{parts[1] if len(parts) > 1 else '0'}"
