"""Full validation: errors are findings with lines, and no specification can hurt the process that asks."""

from __future__ import annotations

import socket
import threading
import time
from pathlib import Path
from typing import Any

import orjson
import pytest

from extractors.documents import Document, load_json, load_yaml
from extractors.documents.local_file import LocalFile
from extractors.openapi import OpenApiExtractor
from extractors.openapi.validate import ChildLimits, validate_spec
from extractors.openapi.verdict import quick_findings
from mapgen.model.facts import ApiDescribed, Noticed

HEAD: dict[str, Any] = {"openapi": "3.0.0", "info": {"title": "t", "version": "1"}, "paths": {}}


def spec(**parts: Any) -> Document:
    return load_json(orjson.dumps({**HEAD, **parts}), "spec.json")


def schemas(**named: Any) -> Document:
    return spec(components={"schemas": named})


def codes(document: Document, cache: Path, seconds: int = 20) -> list[str]:
    return [finding.code for finding in validate_spec(document, limits=ChildLimits(seconds=seconds), cache=cache)]


def test_a_valid_document_has_no_findings(tmp_path: Path) -> None:
    assert codes(spec(), tmp_path) == []


def test_errors_stand_at_their_lines(tmp_path: Path) -> None:
    text = """\
openapi: 3.0.0
info: {title: t, version: "1"}
paths:
  /a/{id}:
    get:
      responses:
        200: {description: ok}
components:
  schemas:
    A: {type: integer, default: many}
    B: {type: text}
"""
    [document] = load_yaml(text.encode(), "spec.yaml")
    lines = {finding.line for finding in validate_spec(document, cache=tmp_path)}
    assert {5, 10, 11} <= lines


WRONG = {"type": "integer", "default": "many"}
ANSWER = {"responses": {"200": {"description": "", "content": {"application/json": {"schema": WRONG}}}}}


@pytest.mark.parametrize(
    "parts",
    [
        {"openapi": "3.1.0", "webhooks": {"x": {"post": ANSWER}}},
        {"paths": {"/a": {"get": {"responses": {}, "callbacks": {"c": {"{$url}": {"post": ANSWER}}}}}}},
        {"openapi": None, "swagger": "2.0", "definitions": {"A": WRONG}},
    ],
    ids=["webhooks", "callbacks", "definitions"],
)
def test_parts_the_library_leaves_out_are_checked(tmp_path: Path, parts: dict[str, Any]) -> None:
    data = {key: value for key, value in {**HEAD, **parts}.items() if value is not None}
    found = validate_spec(load_json(orjson.dumps(data), "spec.json"), cache=tmp_path)
    assert any("'many'" in finding.message for finding in found)


def test_integer_keys_of_yaml_do_no_harm(tmp_path: Path) -> None:
    text = (
        b"openapi: 3.0.0\ninfo: {title: t, version: '1'}\npaths: {/a: {get: {responses: {200: {description: ok}}}}}\n"
    )
    assert codes(load_yaml(text, "spec.yaml")[0], tmp_path) == []


def test_a_pattern_that_backtracks_for_ever_is_stopped(tmp_path: Path) -> None:
    document = schemas(A={"type": "string", "pattern": "^(a+)+$", "default": "a" * 60 + "!"})
    started = time.monotonic()
    assert codes(document, tmp_path, seconds=2) == ["spec.unchecked"]
    assert time.monotonic() - started < 15


def test_deep_nesting_is_checked_or_said_to_be_unchecked(tmp_path: Path) -> None:
    deep: dict[str, Any] = {"type": "text"}
    for _ in range(120):
        deep = {"type": "object", "properties": {"x": deep}}
    assert set(codes(schemas(A=deep), tmp_path)) & {"spec.error", "spec.unchecked"}


def test_a_pure_reference_cycle_is_a_finding(tmp_path: Path) -> None:
    document = schemas(A={"$ref": "#/components/schemas/B"}, B={"$ref": "#/components/schemas/A"})
    assert "ref.cycle" in codes(document, tmp_path)


def test_a_dangling_reference_does_not_hide_other_errors(tmp_path: Path) -> None:
    document = schemas(A={"$ref": "#/components/schemas/Gone"}, B={"type": "text"})
    assert {"ref.dangling", "spec.error"} <= set(codes(document, tmp_path))


@pytest.fixture
def server_hits() -> Any:
    """A local server; the list fills when anything connects to it."""
    hits: list[str] = []
    listener = socket.create_server(("127.0.0.1", 0))
    listener.settimeout(0.2)
    stop = threading.Event()

    def serve() -> None:
        while not stop.is_set():
            try:
                connection, _ = listener.accept()
            except TimeoutError:
                continue
            hits.append("connected")
            connection.close()

    thread = threading.Thread(target=serve)
    thread.start()
    yield listener.getsockname()[1], hits
    stop.set()
    thread.join()
    listener.close()


def test_remote_references_are_never_fetched(tmp_path: Path, server_hits: tuple[int, list[str]]) -> None:
    port, hits = server_hits
    remote = f"http://127.0.0.1:{port}/x.json#/A"
    data = {**HEAD, "components": {"schemas": {"A": {"$ref": remote}, "B": {"allOf": [{"$ref": "file:///etc/hosts"}]}}}}
    (tmp_path / "spec.json").write_bytes(orjson.dumps(data))
    notices = [
        fact for fact in OpenApiExtractor("full").extract(LocalFile(tmp_path, "spec.json")) if isinstance(fact, Noticed)
    ]
    found = validate_spec(load_json(orjson.dumps(data), "spec.json"), cache=tmp_path / "cache")
    assert hits == []
    assert [notice.code for notice in notices] == ["ref.remote", "ref.remote"]
    assert {finding.code for finding in found} == {"ref.foreign"}


def test_what_is_no_specification_is_said_plainly(tmp_path: Path) -> None:
    assert codes(load_json(b'{"a": 1}', "x.json"), tmp_path) == ["spec.version"]


def test_a_result_is_cached_and_a_damaged_cache_is_made_again(tmp_path: Path) -> None:
    document = schemas(A={"type": "text"})
    first = validate_spec(document, cache=tmp_path)
    [file] = tmp_path.iterdir()
    file.write_text("{not json")
    assert validate_spec(document, cache=tmp_path) == first
    file.write_bytes(file.read_bytes().replace(b"spec.error", b"from.cache"))
    assert "from.cache" in codes(document, tmp_path)


def test_an_unwritable_cache_is_done_without(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert codes(spec(), tmp_path / "file" / "cache") == []


def test_the_cache_folder_is_given_by_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MAPGEN_CACHE_DIR", str(tmp_path))
    validate_spec(spec())
    assert list((tmp_path / "specs").glob("*.json"))


def test_the_child_imports_nothing_from_the_current_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("orjson.py", "extractors.py", "jsonschema_rs.py"):
        (tmp_path / name).write_text("raise SystemExit('imported from the analysed folder')")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    assert codes(spec(), tmp_path / "cache") == []


def test_the_quick_verdict_agrees_on_structure() -> None:
    [finding] = quick_findings(
        load_json(b'{"openapi": "3.0.0",\n"info": {"title": "t"},\n"paths": {}}', "x"), "openapi-3.0"
    )
    assert (finding.line, "version" in finding.message) == (2, True)


@pytest.mark.parametrize("mode", ["quick", "full"])
def test_an_invalid_document_still_gives_its_facts_and_one_summary(tmp_path: Path, mode: Any) -> None:
    (tmp_path / "spec.yaml").write_text("openapi: 3.0.0\ninfo:\n  title: t\npaths: {/a: {get: {responses: {}}}}\n")
    facts = list(OpenApiExtractor(mode).extract(LocalFile(tmp_path, "spec.yaml")))
    assert any(isinstance(fact, ApiDescribed) for fact in facts)
    [notice] = [fact for fact in facts if isinstance(fact, Noticed)]
    assert notice.code == "spec.invalid"
    assert "line 2" in notice.message
