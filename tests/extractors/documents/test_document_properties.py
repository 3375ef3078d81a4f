"""Properties that hold for any document."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.documents import load_document, load_json, load_jsonc, load_yaml, parse, pointer
from extractors.documents.json_lines import JsonLines
from mapgen.errors import DocumentError

KEYS = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=6)
LEAVES = st.none() | st.booleans() | st.integers(-(2**53), 2**53) | KEYS
TREES = st.recursive(LEAVES, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4))
WORDS = st.text("abcdefgh", min_size=1, max_size=6)
PLAIN_TREES = st.recursive(
    st.none() | st.integers(-99, 99) | WORDS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(WORDS, inner, max_size=4),
)
LAYOUTS = st.sampled_from([None, 0, 1, 2, 4])


def paths(data: Any, above: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    yield above
    entries = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for step, child in entries:
        yield from paths(child, (*above, step))


@given(TREES, LAYOUTS, st.booleans())
def test_json_reads_back_equal_and_lines_agree_with_the_slow_exact_walk(
    data: Any, indent: int | None, ascii_only: bool
) -> None:
    raw = json.dumps(data, indent=indent, ensure_ascii=ascii_only).encode()
    document = load_json(raw, "x.json")
    slow = JsonLines(raw, repeated=True)
    assert document.data == data
    assert [document.line(path) for path in paths(data)] == [slow.line(path) for path in paths(data)]


@given(
    st.dictionaries(st.text("abcdefgh", min_size=1, max_size=6), TREES, min_size=1, max_size=5),
    st.sampled_from([1, 2, 4]),
)
def test_the_line_of_a_json_key_contains_the_key(data: dict[str, Any], indent: int) -> None:
    raw = json.dumps(data, indent=indent).encode()
    lines = raw.split(b"\n")
    document = load_json(raw, "x.json")
    for path in paths(data):
        if path and isinstance(path[-1], str):
            assert json.dumps(path[-1]).encode() in lines[document.line(path) - 1]


@given(st.dictionaries(WORDS, PLAIN_TREES, min_size=1, max_size=5))
def test_yaml_and_json_agree_on_lines(data: dict[str, Any]) -> None:
    raw = json.dumps(data, indent=2).encode()
    as_json, [as_yaml] = load_json(raw, "x.json"), load_yaml(raw, "x.yml")
    assert [as_json.line(path) for path in paths(data)] == [as_yaml.line(path) for path in paths(data)]


@settings(max_examples=300)
@given(st.binary(max_size=200) | st.text("&*a:-[]{}!?|>'\"#%@ \n\t<,1~", max_size=120).map(str.encode))
def test_any_bytes_give_a_document_or_a_document_error(raw: bytes) -> None:
    for load in (load_yaml, load_json, load_jsonc, load_document):
        try:
            load(raw, "fuzz")
        except DocumentError as error:
            assert "fuzz" in str(error)  # noqa: PT017  # either outcome is fine


@given(st.lists(KEYS, max_size=5))
def test_a_pointer_reads_back_as_its_path(path: list[str]) -> None:
    assert parse(pointer(path)) == tuple(path)
