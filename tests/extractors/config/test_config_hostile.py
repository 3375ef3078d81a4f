"""Hostile files: refused with a located error, never followed, never expensive."""

from __future__ import annotations

import contextlib
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.config import extractors
from extractors.config.common.base import below
from extractors.config.common.lines import dotenv, properties
from extractors.config.common.placeholders import resolved, shell, spring
from extractors.config.common.xmltree import parse_xml
from extractors.config.infrastructure.hcl import parse_hcl
from extractors.config.kubernetes.helm import Chart, render
from extractors.config.nginx import directives
from mapgen.errors import BudgetExceeded, DocumentError
from tests.extractors.config.estate import FolderFile, facts_of, plain


def test_broken_yaml_of_a_claimed_format_names_the_line(tmp_path: Path) -> None:
    (tmp_path / "compose.yaml").write_text("services:\n  web: {image: [\n")

    with pytest.raises(DocumentError, match=r"compose\.yaml:\d+"):
        facts_of(tmp_path)


def test_broken_json_of_a_claimed_format_names_the_line(tmp_path: Path) -> None:
    (tmp_path / "package.json").write_text('{\n"name": "x",\n}')

    with pytest.raises(DocumentError, match=r"package\.json:2"):
        facts_of(tmp_path)


def test_broken_yaml_that_claims_no_format_is_not_our_business(tmp_path: Path) -> None:
    (tmp_path / "notes.yaml").write_text("a: [b\n")

    assert facts_of(tmp_path) == []


def test_an_xml_entity_bomb_is_refused(tmp_path: Path) -> None:
    bomb = '<!DOCTYPE p [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><project><artifactId>&b;</artifactId></project>'
    (tmp_path / "pom.xml").write_text(bomb)

    with pytest.raises(DocumentError, match="entity"):
        facts_of(tmp_path)


def test_an_external_entity_is_refused(tmp_path: Path) -> None:
    (tmp_path / "pom.xml").write_text('<!DOCTYPE p [<!ENTITY x SYSTEM "file:///etc/passwd">]><project>&x;</project>')

    with pytest.raises(DocumentError, match="entity"):
        facts_of(tmp_path)


def test_deep_xml_is_refused() -> None:
    with pytest.raises(BudgetExceeded):
        parse_xml(b"<a>" * 5_000 + b"</a>" * 5_000, "deep.xml")


def test_deep_hcl_is_refused() -> None:
    with pytest.raises(BudgetExceeded):
        parse_hcl("a {" * 5_000, "deep.tf")


def test_compose_never_leaves_the_root(tmp_path: Path) -> None:
    estate = tmp_path / "estate"
    estate.mkdir()
    (tmp_path / "secret.env").write_text("CRM_URL=http://outside\n")
    (estate / "compose.yaml").write_text(
        "services:\n  web:\n    build: ../../elsewhere\n    env_file: ../secret.env\n"
        "    extends: {file: ../x.yml, service: y}\n"
    )

    [unit] = [plain(fact) for fact in facts_of(estate)]

    assert "directory" not in unit


@pytest.mark.parametrize("path", ["/etc", "../x", "~/x", "a/../../b", "https://x", "C:\\x"])
def test_paths_outside_the_root_are_nothing(path: str) -> None:
    assert below("", path) is None


def test_an_endless_extends_chain_ends(tmp_path: Path) -> None:
    (tmp_path / "compose.yaml").write_text("services:\n  a: {extends: b, image: x}\n  b: {extends: a}\n")

    assert {plain(fact)["name"] for fact in facts_of(tmp_path)} == {"a", "b"}


def test_a_self_including_helm_helper_ends() -> None:
    assert render('{{ define "a" }}{{ include "a" . }}{{ end }}{{ include "a" . }}x', Chart()).text.strip() == "x"


def test_a_helm_loop_bomb_ends() -> None:
    values = {"many": list(range(1_000))}
    loops = "{{ range .Values.many }}" * 4 + "x" + "{{ end }}" * 4

    assert len(render(loops, Chart(values=values)).text) < 1_100_000


@pytest.mark.parametrize("read", [shell, spring])
def test_nested_placeholders_are_cheap(read: object) -> None:
    start = time.process_time()
    read("${A:-" * 3_000)  # type: ignore[operator]

    assert time.process_time() - start < 1


def test_secrets_never_enter_facts(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("API_KEY=sk_live_1\nDATABASE_URL=postgres://u:hunter2@db/x\nX_TOKEN='t0k3n'\n")
    (tmp_path / "appsettings.json").write_text('{"ConnectionStrings": {"A": "Host=db;Password=hunter2"}}')

    text = repr(facts_of(tmp_path))

    assert "sk_live_1" not in text
    assert "hunter2" not in text
    assert "t0k3n" not in text


@given(st.text(max_size=300))
@settings(max_examples=60)
def test_any_text_can_be_read_by_the_line_readers(content: str) -> None:
    lines = len(content.splitlines())

    for entry in [*dotenv(content), *properties(content)]:
        assert 1 <= entry.line <= lines
    for directive in directives(content):
        assert 1 <= directive.line <= content.count("\n") + 1
    parse_hcl(content, "x.tf")


@given(st.text(alphabet='a${}:-{}. |\n"', max_size=200))
@settings(max_examples=60)
def test_any_template_can_be_rendered(content: str) -> None:
    rendered = render(content, Chart())

    assert len(rendered.lines) == len(rendered.text.split("\n"))


@given(st.text(alphabet=st.characters(blacklist_characters="$", blacklist_categories=("Cs",)), max_size=100))
def test_a_value_without_placeholders_stays_as_it_is(raw: str) -> None:
    assert resolved(shell(raw)) == raw
    assert spring(raw).literal == raw or raw.startswith("#{")


NAMES = ("compose.yaml", "pom.xml", "package.json", "Dockerfile", ".env", "main.tf", "nginx.conf", "Cargo.toml")


@given(st.binary(max_size=200))
@settings(max_examples=40)
def test_any_bytes_give_facts_or_a_document_error(tmp_path_factory: pytest.TempPathFactory, raw: bytes) -> None:
    base = tmp_path_factory.mktemp("bytes")
    for name in NAMES:
        (base / name).write_bytes(raw)
        for extractor in extractors():
            if extractor.accepts(name):
                with contextlib.suppress(DocumentError):
                    assert all(fact.location.path == name for fact in extractor.extract(FolderFile(base, name)))
