"""What is written reads back equal, and writing again gives the same bytes."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mapgen.mapfile import canonical, dump_map, read_map, write_map
from mapgen.mapfile.yaml_text import document
from mapgen.mapfile.yaml_tree import read_tree
from mapgen.model.integration_map import IntegrationMap
from mapgen.model.system import System

from .conftest import make_evidence, make_flow

AWKWARD = [
    "no",
    "Yes",
    "1e3",
    "0o7",
    "0x1F",
    "null",
    "~",
    "",
    "1.0",
    "1_000",
    "12:30:45",
    "2026-11-22",
    ".inf",
    "- item",
    "? key",
    "key: value",
    "ends:",
    "a #b",
    "#b",
    " leading",
    "trailing ",
    "two\nlines",
    "two\nlines\n",
    "blank\n\nbetween\n\n",
    "  indented\nfirst",
    "tab\there",
    "carriage\rreturn",
    "next\x85line",
    "line\u2028separator",
    "\ufeffbom",
    "esc\x1b[31m",
    "nul\0",
    "zero\u200bwidth",
    "rtl\u202eoverride",
    "emoji 🎉",
    "日本語",
    "'single'",
    '"double"',
    "back\\slash",
    "[a, b]",
    "{a: b}",
    "*alias",
    "&anchor",
    "!tag",
    "%percent",
    "@at",
    "`tick`",
    "a, b",
    "https://example.com:8080/x?y=z",
    "<<",
    "=",
    "---",
    "...",
    "x" * 500,
]

texts = st.one_of(
    st.sampled_from(AWKWARD),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=30),
    st.text(st.sampled_from(list(" \n\t#:-,[]{}'\"|>&*!%@`\\?ab01eo.~")), max_size=12),
)


@pytest.mark.parametrize("awkward", AWKWARD)
@pytest.mark.parametrize("shape", ["value", "list item", "mapping item", "key"])
def test_awkward_text_reads_back_equal(awkward: str, shape: str) -> None:
    made = {
        "value": {"k": awkward},
        "list item": {"k": [awkward, "x"]},
        "mapping item": {"k": [{"name": awkward, "types": [awkward]}]},
        "key": {"k": {awkward: "v"}},
    }[shape]
    assert read_tree(document(made), "t").plain() == made


@pytest.mark.parametrize("awkward", AWKWARD)
def test_yaml_1_1_readers_see_the_same_text(awkward: str) -> None:
    assert yaml.safe_load(document({"k": awkward})) == {"k": awkward}


@given(texts, texts)
def test_any_text_reads_back_equal(first: str, second: str) -> None:
    made = {"a": first, "b": [first, second], "c": [{"id": first, "n": second, "l": [second]}, {"n": first}]}
    text = document(made)
    assert read_tree(text, "t").plain() == made
    assert yaml.safe_load(text) == made


systems = st.builds(
    System,
    id=st.sampled_from(["crm", "billing", "mail"]),
    name=texts.filter(lambda name: 1 <= len(name) <= 200),
    aliases=st.lists(texts, max_size=3),
    owner=st.none() | texts,
    description=st.none() | texts,
    external=st.booleans(),
)
flows = st.builds(
    make_flow,
    flow_id=st.sampled_from(["crm.contact.sync", "crm.deal.push", "billing.invoice.notify-2"]),
    purpose=st.none() | texts,
    objects=st.lists(texts, max_size=3),
    fields=st.lists(st.builds(dict, name=texts, type=texts, data_types=st.lists(texts, max_size=2)), max_size=3),
    confidence=st.floats(0, 1),
    signals=st.lists(texts, max_size=2),
    recommendation=st.none() | st.builds(dict, connector=st.just("webhook"), refused=st.dictionaries(texts, texts)),
    evidence=st.just(["e1"]),
)
maps = st.builds(
    IntegrationMap,
    name=texts,
    description=st.none() | texts,
    systems=st.lists(systems, unique_by=lambda system: system.id, min_size=3, max_size=3),
    flows=st.lists(flows, unique_by=lambda flow: flow.id, max_size=3),
    evidence=st.lists(st.builds(make_evidence, excerpt=texts, says=texts), min_size=1, max_size=1),
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
@given(maps)
@pytest.mark.parametrize("name", ["map.yaml", "map.json"])
def test_a_map_reads_back_equal_and_byte_stable(tmp_path: Path, name: str, imap: IntegrationMap) -> None:
    path = tmp_path / name
    write_map(imap, path)
    again = read_map(path)
    assert again == canonical(imap)
    before = path.read_bytes()
    assert not write_map(again, path).changed
    assert path.read_bytes() == before


def test_systems_and_flows_are_ordered_by_id(small_map: IntegrationMap) -> None:
    small_map.flows.append(make_flow("billing.invoice.push", source="billing", target="crm"))
    lines = [line.strip() for line in dump_map(small_map).splitlines() if "- id:" in line]
    assert lines == ["- id: billing", "- id: crm", "- id: billing.invoice.push", "- id: crm.contact.sync"]


def test_the_file_reads_like_this(small_map: IntegrationMap) -> None:
    body = dump_map(small_map).split("\n\n", 1)[1]
    assert body == (
        "schema_version: 1\n"
        "name: acme\n"
        "systems:\n"
        "  - id: billing\n"
        "    name: Billing\n"
        "\n"
        "  - id: crm\n"
        "    name: CRM\n"
        "    kind: crm\n"
        "flows:\n"
        "  - id: crm.contact.sync\n"
        "    source: crm\n"
        "    target: billing\n"
        "    status: proposed\n"
        "    connector: api\n"
        "    objects: [contact, company]\n"
        "    fields:\n"
        "      - {name: email, data_types: [email_address]}\n"
        "    fingerprint: print-crm.contact.sync\n"
    )


def test_a_renamed_flow_keeps_its_evidence(tmp_path: Path, small_map: IntegrationMap) -> None:
    path = tmp_path / "map.yaml"
    write_map(small_map, path)
    path.write_text(path.read_text().replace("id: crm.contact.sync", "id: crm.person.sync"))
    flow = read_map(path).flows[0]
    assert (flow.id, flow.confidence, flow.evidence) == ("crm.person.sync", 0.75, ["e1"])


def test_a_flow_written_by_hand_needs_no_fingerprint(tmp_path: Path, small_map: IntegrationMap) -> None:
    path = tmp_path / "map.yaml"
    write_map(small_map, path)
    with path.open("a") as stream:
        stream.write("  - id: billing.invoice.push\n    source: billing\n    target: crm\n")
    added = {flow.id: flow for flow in read_map(path).flows}["billing.invoice.push"]
    assert len(added.fingerprint) == 16


def test_a_map_without_lock_file_is_a_map_without_evidence(tmp_path: Path, small_map: IntegrationMap) -> None:
    path = tmp_path / "map.yaml"
    write_map(small_map, path).lock_path.unlink()
    imap = read_map(path)
    assert imap.evidence == []
    assert imap.flows[0].fingerprint == "print-crm.contact.sync"
