"""Spans to calls: both sides, one side, twice, late, through a broker, in every export format."""

from __future__ import annotations

import base64
import json
from pathlib import Path
from typing import Any

import pytest

from evals.logs import LogFile, best_extractor, observed
from extractors.traces.otlp import OtlpTraces
from extractors.traces.spans import Kind, kind_of, span_id
from extractors.traces.trace_log import TracePartial
from mapgen.model.facts import Noticed

Span = dict[str, Any]
TRACE = "5b8efff798038103d269b633813fc60c"


def span(service: str, kind: int | str, number: int, parent: int = 0, name: str = "op", **attributes: object) -> Span:
    """An OTLP span; attribute names have `__` for dots."""
    pairs = [{"key": k.replace("__", "."), "value": {"stringValue": str(v)}} for k, v in attributes.items()]
    made: Span = {
        "service": service,
        "traceId": TRACE,
        "spanId": f"{number:016x}",
        "name": name,
        "kind": kind,
        "startTimeUnixNano": "1772431200000000000",
        "endTimeUnixNano": "1772431200040000000",
        "attributes": pairs,
    }
    if parent:
        made["parentSpanId"] = f"{parent:016x}"
    return made


def request(*spans: Span) -> dict[str, Any]:
    """One export request."""
    resources = []
    for one in spans:
        body = {key: value for key, value in one.items() if key != "service"}
        named = {"attributes": [{"key": "service.name", "value": {"stringValue": one["service"]}}]}
        resources.append({"resource": named, "scopeSpans": [{"spans": [body]}]})
    return {"resourceSpans": resources}


def rows(path: Path) -> list[str]:
    """The traffic of a file, one line each."""
    facts = best_extractor(path).extract_log(str(path), LogFile(path, path.parent))
    return [
        f"{f.location.line}: {f.source} -> {f.target} ({f.target_kind}) {f.transport} {f.method} {f.template} "
        f"| {f.traffic_class} x{f.count}"
        for f in observed(facts)
    ]


def write_lines(folder: Path, *requests: dict[str, Any]) -> Path:
    path = folder / "traces.jsonl"
    path.write_text("".join(json.dumps(one) + "\n" for one in requests))
    return path


CLIENT = span("shop", 3, 2, 1, http__method="GET", http__url="http://crm:8080/deals/7", net__peer__name="crm")
SERVER = span("crm", 2, 3, 2, http__method="GET", http__route="/deals/{id}", http__status_code=200)


def test_a_call_with_both_sides_counts_once(tmp_path: Path) -> None:
    assert rows(write_lines(tmp_path, request(CLIENT, SERVER))) == [
        "1: shop -> crm (service) http GET /deals/{} | flow x1"
    ]


def test_sides_may_come_in_any_order_and_batch(tmp_path: Path) -> None:
    assert rows(write_lines(tmp_path, request(SERVER), request(CLIENT))) == [
        "2: shop -> crm (service) http GET /deals/{} | flow x1"
    ]


def test_an_export_that_was_retried_counts_once_and_is_reported(tmp_path: Path) -> None:
    path = write_lines(tmp_path, request(CLIENT, SERVER), request(CLIENT, SERVER))
    facts = list(OtlpTraces().extract_log(str(path), LogFile(path, tmp_path)))
    assert [row.count for row in observed(facts)] == [1]
    assert [fact.code for fact in facts if isinstance(fact, Noticed)] == ["trace.duplicates"]


def test_without_a_server_span_the_peer_of_the_client_is_named(tmp_path: Path) -> None:
    assert rows(write_lines(tmp_path, request(CLIENT))) == ["1: shop -> crm:8080 (host) http GET /deals/{} | flow x1"]


def test_a_host_that_answered_elsewhere_names_the_service_of_a_lost_span(tmp_path: Path) -> None:
    lost = span("shop", 3, 12, 1, http__method="GET", http__url="http://crm:8080/deals/8", net__peer__name="crm")
    assert rows(write_lines(tmp_path, request(CLIENT, SERVER, lost))) == [
        "1: shop -> crm (service) http GET /deals/{} | flow x2"
    ]


def test_a_server_without_client_span_takes_the_service_of_its_parent(tmp_path: Path) -> None:
    parent = span("gateway", 1, 2)
    assert rows(write_lines(tmp_path, request(SERVER, parent))) == [
        "1: gateway -> crm (service) http GET /deals/{} | flow x1"
    ]


def test_a_root_server_span_is_an_entry_and_no_flow(tmp_path: Path) -> None:
    root = span("web", 2, 1, http__method="GET", http__route="/")
    assert rows(write_lines(tmp_path, request(root))) == ["1:  -> web (service) http GET / | entry x1"]


def test_stable_conventions_text_kinds_and_ports_are_read(tmp_path: Path) -> None:
    call = span(
        "shop", "SPAN_KIND_CLIENT", 2, 1, http__request__method="POST", url__full="https://api.stripe.com/v1/charges"
    )
    assert rows(write_lines(tmp_path, request(call))) == [
        "1: shop -> api.stripe.com (host) http POST /v1/charges | flow x1"
    ]


@pytest.mark.parametrize(
    ("attributes", "row"),
    [
        (
            {"db__system": "postgresql", "db__name": "crm_db", "db__operation": "SELECT", "net__peer__name": "pg"},
            "1: shop -> crm_db (database) database SELECT postgresql | flow x1",
        ),
        (
            {"db__system__name": "redis", "server__address": "cache.prod", "server__port": 6379},
            "1: shop -> cache.prod:6379 (host) cache  redis | flow x1",
        ),
        (
            {"db__system": "mysql", "db__statement": "select * from t where a = 'secret'"},
            "1: shop -> mysql (db_system) database SELECT mysql | flow x1",
        ),
        (
            {"rpc__system": "grpc", "rpc__service": "cart.Cart", "rpc__method": "Add", "server__address": "cart"},
            "1: shop -> cart (host) grpc  cart.Cart/Add | flow x1",
        ),
        (
            {"peer__service": "legacy"},
            "1: shop -> legacy (service) rpc  op | flow x1",
        ),
    ],
)
def test_attributes_resolve_the_other_side(attributes: dict[str, object], row: str, tmp_path: Path) -> None:
    assert rows(write_lines(tmp_path, request(span("shop", 3, 2, 1, **attributes)))) == [row]


def test_messages_go_through_their_topic(tmp_path: Path) -> None:
    send = span("crm", 4, 2, 1, messaging__system="kafka", messaging__destination__name="deals")
    take = span("mailer", 5, 3, 2, messaging__system="kafka", messaging__destination="deals")
    assert rows(write_lines(tmp_path, request(send, take))) == [
        "1: crm -> kafka:deals (topic) messaging PUBLISH deals | flow x1",
        "1: kafka:deals (topic) messaging CONSUME deals | flow x1".replace(
            "deals (topic)", "deals -> mailer (service)"
        ),
    ]


def test_a_receiver_without_topic_finds_it_by_its_link(tmp_path: Path) -> None:
    send = span("crm", 4, 2, 1, messaging__system="kafka", messaging__destination__name="deals")
    take = span("mailer", 5, 3) | {"traceId": "ff" * 16, "links": [{"traceId": TRACE, "spanId": f"{2:016x}"}]}
    assert "kafka:deals -> mailer (service)" in rows(write_lines(tmp_path, request(send, take)))[1]


def test_network_spans_are_no_calls(tmp_path: Path) -> None:
    tcp = span("shop", 3, 2, 1, name="tcp.connect", net__peer__name="crm")
    assert rows(write_lines(tmp_path, request(tcp))) == []


def test_a_pretty_printed_document_points_to_the_span(tmp_path: Path) -> None:
    path = tmp_path / "trace.json"
    path.write_text(json.dumps(request(SERVER, CLIENT), indent=1))
    (row,) = rows(path)
    line = int(row.split(":")[0])
    assert f"{2:016x}" in path.read_text().splitlines()[line - 1]


def test_tempo_batches_with_base64_ids_are_joined(tmp_path: Path) -> None:
    def recoded(one: Span) -> Span:
        ids = {key: base64.b64encode(bytes.fromhex(one[key])).decode() for key in one if key.endswith(("Id",))}
        return one | ids

    path = tmp_path / "tempo.json"
    path.write_text(json.dumps({"batches": request(recoded(CLIENT), recoded(SERVER))["resourceSpans"]}))
    assert rows(path) == ["1: shop -> crm (service) http GET /deals/{} | flow x1"]


def test_a_broken_line_costs_only_itself(tmp_path: Path) -> None:
    path = write_lines(tmp_path, request(CLIENT, SERVER))
    path.write_text(path.read_text() + '{"resourceSpans": [{"resource"\n')
    facts = list(OtlpTraces().extract_log(str(path), LogFile(path, tmp_path)))
    assert [fact.code for fact in facts if isinstance(fact, Noticed)] == ["log.rejected_lines"]
    assert len(list(observed(facts))) == 1


def test_stretches_merge_to_the_whole(tmp_path: Path) -> None:
    path = write_lines(tmp_path, request(SERVER), request(CLIENT))
    border = len(path.read_text().splitlines()[0]) + 1
    extractor = OtlpTraces()
    whole: TracePartial = extractor.map_chunk(str(path), 0, border)
    whole.merge(extractor.map_chunk(str(path), border, -1))
    assert list(extractor.facts(whole, LogFile(path, tmp_path))) == list(
        extractor.extract_log(str(path), LogFile(path, tmp_path))
    )


def test_zipkin_sides_that_share_an_id_are_one_call(tmp_path: Path) -> None:
    common = {"traceId": "a" * 16, "id": "b" * 16, "parentId": "c" * 16, "name": "get"}
    client = common | {"kind": "CLIENT", "localEndpoint": {"serviceName": "shop"}, "tags": {"http.path": "/deals/7"}}
    server = common | {"kind": "SERVER", "shared": True, "localEndpoint": {"serviceName": "crm"}}
    path = tmp_path / "zipkin.json"
    path.write_text(json.dumps([server, client]))
    assert rows(path) == ["1: shop -> crm (service) http GET /deals/{} | flow x1"]


def test_a_shared_root_span_is_an_entry(tmp_path: Path) -> None:
    root = {"traceId": "a" * 16, "id": "b" * 16, "name": "get /", "kind": "SERVER", "shared": True}
    path = tmp_path / "zipkin.json"
    path.write_text(json.dumps([root | {"localEndpoint": {"serviceName": "edge"}, "tags": {"http.path": "/"}}]))
    assert rows(path) == ["1:  -> edge (service) http GET / | entry x1"]


def test_zipkin_version_1_annotations_are_read(tmp_path: Path) -> None:
    sides = [("cs", "shop"), ("sr", "crm")]
    annotations = [{"timestamp": 1, "value": v, "endpoint": {"serviceName": s}} for v, s in sides]
    tags = [{"key": "http.method", "value": "GET"}, {"key": "http.path", "value": "/deals"}]
    one = {"traceId": "a" * 16, "id": "b" * 16, "name": "get", "annotations": annotations, "binaryAnnotations": tags}
    path = tmp_path / "zipkin.json"
    path.write_text(json.dumps([one]))
    assert rows(path) == ["1: shop -> crm (service) http GET /deals | flow x1"]


def test_jaeger_documents_are_read(tmp_path: Path) -> None:
    def one(number: int, process: str, kind: str, parent: int) -> Span:
        references = [{"refType": "CHILD_OF", "traceID": "a1", "spanID": f"{parent:016x}"}] if parent else []
        tags = [
            {"key": "span.kind", "value": kind},
            {"key": "http.method", "value": "GET"},
            {"key": "http.route", "value": "/d/:id"},
        ]
        return {
            "traceID": "a1",
            "spanID": f"{number:016x}",
            "operationName": "GET",
            "references": references,
            "startTime": 1772431200000000,
            "duration": 5000,
            "tags": tags,
            "processID": process,
        }

    processes = {"p1": {"serviceName": "shop"}, "p2": {"serviceName": "crm"}}
    trace = {"traceID": "a1", "spans": [one(2, "p2", "server", 1), one(1, "p1", "client", 9)], "processes": processes}
    path = tmp_path / "jaeger.json"
    path.write_text(json.dumps({"data": [trace]}))
    assert rows(path) == ["1: shop -> crm (service) http GET /d/{} | flow x1"]


@pytest.mark.parametrize(
    ("raw", "kind"),
    [(3, Kind.CLIENT), ("SPAN_KIND_SERVER", Kind.SERVER), ("producer", Kind.PRODUCER), (99, Kind.UNSPECIFIED)],
)
def test_kinds_are_numbers_or_names(raw: object, kind: Kind) -> None:
    assert kind_of(raw) is kind


def test_ids_are_hex_or_base64() -> None:
    assert span_id("00f067aa0ba902b7") == span_id(base64.b64encode(bytes.fromhex("00f067aa0ba902b7")).decode())
    assert span_id("00000000000000010000000000000000") != span_id("00000000000000020000000000000000")
    assert span_id(None) == 0
