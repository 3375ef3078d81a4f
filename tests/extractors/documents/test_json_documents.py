"""What JSON becomes, and on which line each part of it stands."""

from __future__ import annotations

import pytest

from extractors.documents import load_document, load_json, load_jsonc
from mapgen.errors import DocumentError


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ((), 1),
        (("a",), 2),
        (("a", 0), 2),
        (("a", 1), 3),
        (("a", 1, "b"), 4),
        (("z", "q"), 6),
        (("a", 7), 2),
        (("no",), 1),
    ],
)
def test_lines_are_exact_however_the_text_is_laid_out(path: tuple[str | int, ...], line: int) -> None:
    text = b'{\n "a": [1,\n {\n"b":\n{}}],\n"z": "\\"}\\u00e9"}'
    assert load_json(text, "x.json").line(path) == line


def test_a_repeated_key_counts_where_it_stands_last() -> None:
    document = load_json(b'{"a": {\n"x": 1,\n"x": 2}\n}', "x.json")
    assert document.data == {"a": {"x": 2}}
    assert document.line(["a", "x"]) == 3
    assert [(found.key, found.first_line, found.line) for found in document.duplicates] == [("x", 2, 3)]


def test_a_repeated_key_is_refused_on_demand() -> None:
    with pytest.raises(DocumentError, match=r"x.json:2: key 'a' occurs twice"):
        load_json(b'{"a": 1,\n"\\u0061": 2}', "x.json", duplicates="refuse")


def test_broken_syntax_is_an_error_with_line_and_column() -> None:
    with pytest.raises(DocumentError) as error:
        load_json(b'{"a": 1,\n  oops}', "x.json")
    assert (error.value.line, error.value.column) == (2, 3)


def test_comments_and_trailing_commas_are_errors_in_json_but_not_in_jsonc() -> None:
    text = b'{ // the client\n "url": "http://x/*y*/", /* two\n lines */ "list": [1, 2,],\n}'
    with pytest.raises(DocumentError):
        load_json(text, "tsconfig.json")
    document = load_jsonc(text, "tsconfig.json")
    assert document.data == {"url": "http://x/*y*/", "list": [1, 2]}
    assert document.line(["list"]) == 3


def test_numbers_too_long_for_an_integer_are_read() -> None:
    document = load_json(b'{"n": ' + b"9" * 300 + b',\n"m": 1}', "x.json")
    assert document.line(["m"]) == 2


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_byte_order_marks_are_understood(encoding: str) -> None:
    assert load_json('{"é":\n"ü"}'.encode(encoding), "x.json").data == {"é": "ü"}


@pytest.mark.parametrize(
    ("raw", "where", "format_name"),
    [
        (b'{"a": 1}', "a.json", "json"),
        (b"{a: 1}", "a.txt", "yaml"),
        (b'{"a": 1}', "a", "json"),
        (b"a: 1", "a.yml", "yaml"),
    ],
)
def test_the_format_is_decided_by_name_then_by_content(raw: bytes, where: str, format_name: str) -> None:
    document = load_document(raw, where)
    assert (document.data, document.format) == ({"a": 1}, format_name)
