"""The extractor's manners: fast on what is no specification, tolerant of nonsense, exact about places."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import orjson
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extractors import arazzo, asyncapi, openapi
from extractors.openapi.__main__ import main
from mapgen.errors import DocumentError
from mapgen.model.facts import ApiDescribed, OperationDescribed
from tests.extractors.documents.spec_cases import facts_of

SHARED = Path(os.environ.get("MAPGEN_SHARED", Path(__file__).parents[3].parent / "shared")) / "corpus" / "openapi"
VENDORS = sorted(item.name for item in SHARED.glob("*") if item.is_dir())
ALL = [*openapi.extractors(), *asyncapi.extractors(), *arazzo.extractors()]

JUNK = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-99, 99)
    | st.sampled_from(["", "x", "#/paths", "#", "$ref", "2.0", "string"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                "info title paths /a get post servers url variables default parameters $ref in name schema properties"
                " items allOf type responses 200 content requestBody callbacks webhooks components schemas security"
                " securitySchemes tags operationId channels subscribe publish message operations action channel"
                " messages reply payload sourceDescriptions workflows steps headers enum host schemes".split()
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=20,
)


@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.sampled_from([("openapi", "3.0.0"), ("openapi", "3.1.0"), ("swagger", "2.0"), ("asyncapi", "2.0.0"),
                     ("asyncapi", "3.0.0"), ("asyncapi", "1.2.0"), ("arazzo", "1.0.0")]),
    st.dictionaries(st.sampled_from("info paths servers webhooks components channels topics operations workflows"
                                    " definitions security host schemes sourceDescriptions".split()), JUNK),
)  # fmt: skip
def test_any_nonsense_below_a_version_gives_facts_without_a_crash(
    tmp_path: Path, version: tuple[str, str], data: dict[str, Any]
) -> None:
    (tmp_path / "spec.json").write_bytes(orjson.dumps({version[0]: version[1], **data}))
    assert any(isinstance(fact, ApiDescribed) for fact in facts_of(ALL, tmp_path))


@pytest.mark.parametrize("path", ["a.json", "x/b.yaml", "C.YML"])
def test_accepted_names(path: str) -> None:
    assert all(extractor.accepts(path) for extractor in ALL)


@pytest.mark.parametrize("path", ["a.py", "json", "spec.yaml.bak"])
def test_other_names(path: str) -> None:
    assert not any(extractor.accepts(path) for extractor in ALL)


@pytest.mark.parametrize(
    "text",
    [
        '{"dependencies": {"swagger": "2.0.1"}}',
        "kind: ConfigMap\ndata:\n  openapi: 3.0.0\n",
        "a: [broken",
        "openapi: latest\n",
        "",
    ],
)
def test_other_documents_give_nothing(tmp_path: Path, text: str) -> None:
    (tmp_path / "file.yaml").write_text(text)
    assert facts_of(ALL, tmp_path) == []


@pytest.mark.parametrize("text", ["openapi: 3.0.0\npaths: [", "openapi: 3.0.0\ninfo: {}\ninfo: {}\n"])
def test_a_document_that_claims_to_be_one_and_breaks_is_an_error(tmp_path: Path, text: str) -> None:
    (tmp_path / "spec.yaml").write_text(text)
    with pytest.raises(DocumentError, match=r"spec\.yaml:\d"):
        facts_of(ALL, tmp_path)


def test_the_debugging_door_prints_facts(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "spec.yaml").write_text("swagger: 2.0\ninfo: {title: T, version: 1}\npaths: {}\n")
    assert main([str(tmp_path / "spec.yaml")]) == 0
    assert orjson.loads(capsys.readouterr().out.splitlines()[0])["format"] == "swagger-2.0"
    assert main([str(tmp_path / "absent.yaml")]) == 2
    assert main([]) == 2


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.is_dir(), reason="reference specifications are not here")
@pytest.mark.parametrize("vendor", VENDORS)
def test_real_specifications_give_a_result_with_places_that_open(vendor: str) -> None:
    folder = SHARED / vendor
    facts = facts_of(ALL, folder)
    titled = {fact.location.path for fact in facts if isinstance(fact, ApiDescribed)}
    fragments = {"common.yaml"}
    assert titled == {file.name for file in folder.iterdir()} - fragments
    lines = {file.name: file.read_text().splitlines() for file in folder.iterdir()}
    for fact in facts:
        if isinstance(fact, OperationDescribed) and fact.rule == "openapi/call":
            assert fact.method.lower() in lines[fact.location.path][fact.location.line - 1].lower()
