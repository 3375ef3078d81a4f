"""Hostile input: no line, record or span makes a reader fail; it is read or rejected."""

from __future__ import annotations

import contextlib
import json
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evals.logs import LogFile
from extractors.logs import LINE_FORMATS, extractors
from extractors.logs.engine.line_log import LineLog
from extractors.logs.engine.partial import Partial
from extractors.logs.formats import app_json
from extractors.logs.formats.access import AccessLog
from extractors.logs.formats.json_lines import JsonLog
from extractors.logs.formats.otlp_logs import OtlpLogs
from extractors.traces import FORMATS as TRACE_FORMATS
from extractors.traces.jaeger import JaegerTraces
from extractors.traces.otlp import OtlpTraces
from extractors.traces.trace_log import TraceLog
from extractors.traces.zipkin import ZipkinTraces
from mapgen.model.facts import Noticed, TrafficObserved

CASES = Path(__file__).parent / "cases"
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
    max_leaves=8,
)
ROLE_NAMES = sorted({name for names in app_json.ROLES.values() for name in names})
SAMPLE_LINES = [line for sample in sorted(CASES.glob("*/input.*")) for line in sample.read_bytes().split(b"\n")[:4]]


def read(extractor: LineLog, line: bytes) -> Partial:
    """The aggregate of a single line."""
    partial = Partial()
    reader = extractor.open(line)
    reader.feed(partial, [line], 1)
    reader.finish(partial)
    return partial


@settings(max_examples=60, deadline=None)
@pytest.mark.parametrize("kind", LINE_FORMATS, ids=lambda kind: kind.name)
@given(line=st.binary(max_size=200))
def test_any_bytes_are_read_or_rejected(kind: type[LineLog], line: bytes) -> None:
    partial = read(kind(), line)
    assert len(partial.groups) + partial.other + sum(count for count, _ in partial.rejected.values()) <= 1


@settings(max_examples=60, deadline=None)
@pytest.mark.parametrize("kind", LINE_FORMATS, ids=lambda kind: kind.name)
@given(line=st.sampled_from(SAMPLE_LINES), cut=st.integers(0, 400), junk=st.binary(max_size=6))
def test_damaged_lines_of_any_format_are_read_or_rejected(
    kind: type[LineLog], line: bytes, cut: int, junk: bytes
) -> None:
    read(kind(), line[:cut] + junk + line[cut + 3 :])


@settings(max_examples=200, deadline=None)
@given(record=st.dictionaries(st.sampled_from(ROLE_NAMES), ANYTHING, max_size=6))
def test_records_with_values_of_any_type_are_read(record: dict[str, object]) -> None:
    app_json.reader(record)(record)


@settings(max_examples=60, deadline=None)
@pytest.mark.parametrize(
    "kind", [kind for kind in LINE_FORMATS if issubclass(kind, JsonLog)], ids=lambda kind: kind.name
)
@given(data=st.data())
def test_product_records_with_values_of_any_type_are_read(kind: type[JsonLog], data: st.DataObject) -> None:
    for dialect in kind.dialects:
        record = {key: data.draw(ANYTHING) for key in sorted(dialect.keys)}
        read(kind(), json.dumps(record).encode())


@settings(max_examples=60, deadline=None)
@pytest.mark.parametrize("kind", TRACE_FORMATS, ids=lambda kind: kind.name)
@given(value=ANYTHING)
def test_any_json_is_a_trace_or_a_decode_error(kind: type, value: object) -> None:
    with contextlib.suppress(msgspec.DecodeError):
        assert all(span.ms >= 0 for span in kind().spans(json.dumps(value).encode()))


@pytest.mark.parametrize(
    ("kind", "line"),
    [
        (OtlpTraces, b'{"resourceSpans":[{"scopeSpans":[{"spans":[{"spanId":"a","startTimeUnixNano":"soon"}]}]}]}'),
        (OtlpTraces, b'{"resourceSpans":' + b"[" * 100_000),
        (OtlpTraces, b'{"x":' + b'{"a":' * 100_000),
        (ZipkinTraces, b'[{"traceId":"a","id":"zz","duration":-5,"kind":"CLIENT","tags":{"a":1}}]'),
        (JaegerTraces, b'{"spans":[{"spanID":"","tags":[{"key":"error","value":{"x":1}}]}],"data":null}'),
    ],
)
def test_odd_spans_cost_only_their_line(kind: type[TraceLog], line: bytes, tmp_path: Path) -> None:
    path = tmp_path / "spans.jsonl"
    path.write_bytes(line + b"\n")
    facts = list(kind().extract_log(str(path), LogFile(path, tmp_path)))
    assert len(facts) <= 1


def test_numbers_that_are_none_cost_only_their_line() -> None:
    line = b'10.0.0.1 - - [02/Mar/2026:06:00:00 +0000] "GET /a HTTP/1.1" 200 ' + b"9" * 9_000 + b' "-" "x/1"'
    partial = read(AccessLog(), line)
    assert not partial.groups
    assert sum(count for count, _ in partial.rejected.values()) == 1


def test_odd_log_exports_are_read() -> None:
    for line in (
        b'{"resourceLogs":[{"resource":"x","scopeLogs":[{"logRecords":[{"body":7,"attributes":[3]}]}]}]}',
        b'{"resourceLogs":{}}',
    ):
        assert not read(OtlpLogs(), line).groups


@pytest.mark.parametrize("extractor", extractors(), ids=lambda extractor: extractor.name)
def test_every_extractor_survives_every_sample(extractor: object) -> None:
    assert isinstance(extractor, LineLog) or hasattr(extractor, "extract_log")
    for sample in sorted(CASES.glob("*/input.*")):
        facts = extractor.extract_log(str(sample), LogFile(sample, sample.parent))  # type: ignore[attr-defined]
        assert all(isinstance(fact, TrafficObserved | Noticed) for fact in facts)
