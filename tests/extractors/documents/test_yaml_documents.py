"""What YAML becomes, and on which line each part of it stands."""

from __future__ import annotations

import pytest

from extractors.documents import Document, load_yaml
from mapgen.errors import DocumentError


def loaded(text: str) -> Document:
    [document] = load_yaml(text.encode(), "app.yml")
    return document


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("200", "200"),
        ("on", "on"),
        ("no", "no"),
        ("true", "true"),
        ("~", "~"),
        ("null", "null"),
        ("2001-01-01", "2001-01-01"),
        ("1.50", "1.50"),
        ("0x10", "0x10"),
        ("'quoted'", "quoted"),
    ],
)
def test_keys_are_strings_as_written(written: str, key: str) -> None:
    assert loaded(f"{written}: 1").data == {key: 1}


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("1", 1),
        ("-2.5", -2.5),
        ("1e3", 1000.0),
        ("true", True),
        ("False", False),
        ("~", None),
        ("", None),
        ("0x1F", 31),
        ("0o17", 15),
        ("yes", "yes"),
        ("off", "off"),
        ("2026-01-31", "2026-01-31"),
        ("22:22", "22:22"),
        ("0644", "0644"),
        ("'1'", "1"),
        ("!!str 1", "1"),
        ("!!int '7'", 7),
        ("1_000", "1_000"),
    ],
)
def test_plain_values_follow_the_core_schema_and_lose_no_text(written: str, value: object) -> None:
    data = loaded(f"key: {written}").data
    assert data == {"key": value}
    assert type(data["key"]) is type(value)


def test_unknown_tags_are_kept_as_data() -> None:
    document = loaded("queue: !Ref Orders\nurl: !Sub\n  - http://${Host}\n  - Host: crm\n")
    assert document.data == {"queue": {"!Ref": "Orders"}, "url": {"!Sub": ["http://${Host}", {"Host": "crm"}]}}
    assert document.line(["url", "!Sub", 1, "Host"]) == 4


def test_language_specific_tags_make_nothing_but_plain_data() -> None:
    assert loaded("!!python/object/apply:os.system ['true']").data == ["true"]


def test_merge_keys_give_way_to_own_keys_and_lead_to_the_line_of_the_anchor() -> None:
    document = loaded("base: &base\n  host: a\n  port: 1\nsite:\n  <<: *base\n  port: 2\n")
    assert document.data["site"] == {"host": "a", "port": 2}
    assert document.line(["site", "host"]) == 2
    assert document.line(["site", "port"]) == 6


def test_of_several_merged_mappings_the_earlier_wins() -> None:
    assert loaded("a: &a {x: 1}\nb: &b {x: 2, y: 2}\nc:\n  <<: [*a, *b]\n").data["c"] == {"x": 1, "y": 2}


def test_a_stream_gives_all_its_documents_with_lines_of_the_file() -> None:
    first, second = load_yaml(b"---\na: 1\n---\nb:\n  - c: 2\n", "all.yml")
    assert (first.data, second.data) == ({"a": 1}, {"b": [{"c": 2}]})
    assert second.line(["b", 0, "c"]) == 5


def test_an_empty_stream_gives_no_document() -> None:
    assert load_yaml(b"# nothing\n", "empty.yml") == []


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ((), 1),
        (("services",), 2),
        (("services", "web", "ports", 1), 6),
        (("services", "absent", "web"), 2),
        (("x", 0), 1),
    ],
)
def test_an_absent_path_has_the_line_of_its_nearest_ancestor(path: tuple[str | int, ...], line: int) -> None:
    text = 'version: "3"\nservices:\n  web:\n    ports:\n      - "80"\n      - "81"\n'
    assert loaded(text).line(path) == line


def test_a_repeated_key_is_reported_where_it_is_tolerated() -> None:
    document = loaded("a: 1\nb: 2\na: 3\n")
    assert document.data == {"a": 3, "b": 2}
    assert [(found.key, found.first_line, found.line) for found in document.duplicates] == [("a", 1, 3)]
    assert document.line(["a"]) == 3


def test_a_repeated_key_is_refused_on_demand() -> None:
    with pytest.raises(DocumentError, match=r"app.yml:3:1: key 'a' occurs twice \(first in line 1\)"):
        load_yaml(b"a: 1\nb: 2\na: 3\n", "app.yml", duplicates="refuse")


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [("a: b: c", 1, 5), ("a:\n - 1\n b: 2", 3, 2), ("a: 'open", 1, 9), ("a: *nowhere", 1, 4)],
)
def test_broken_syntax_is_an_error_with_line_and_column(text: str, line: int, column: int) -> None:
    with pytest.raises(DocumentError) as error:
        loaded(text)
    assert (error.value.line, error.value.column) == (line, column)


@pytest.mark.parametrize("raw", [b"a: \xff\xfe", b"a: \x01"])
def test_bytes_that_are_no_text_are_an_error_with_a_line(raw: bytes) -> None:
    with pytest.raises(DocumentError) as error:
        load_yaml(b"b: 1\n" + raw, "app.yml")
    assert error.value.line == 2


def test_byte_order_marks_are_understood() -> None:
    assert load_yaml(b"\xef\xbb\xbfa: 1", "x")[0].data == {"a": 1}
    assert load_yaml("a: é".encode("utf-16"), "x")[0].data == {"a": "é"}
