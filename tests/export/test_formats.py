"""Every format: deterministic, safe with hostile names, readable by a standard parser."""

import csv
import io
import json
import re
import xml.etree.ElementTree as ET
from collections.abc import Callable

import networkx as nx
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from mapgen.errors import InputError
from mapgen.export import exporters
from mapgen.export.base import Exporter, ExportOptions
from mapgen.export.formats.csv import COLUMNS
from mapgen.export.formats.markdown import escape
from mapgen.export.registry import all_exporters, find_exporter
from mapgen.model.integration_map import IntegrationMap
from mapgen.model.vocabulary import FlowStatus
from tests.export import estates
from tests.export.conftest import needs_assets

TEXT_FORMATS = [exporter for exporter in exporters() if exporter.name not in {"svg", "drawio"}]
PICTURE_FORMATS = [exporter for exporter in exporters() if exporter.name in {"svg", "drawio"}]
PARAMS = [pytest.param(exporter, id=exporter.name) for exporter in TEXT_FORMATS] + [
    pytest.param(exporter, id=exporter.name, marks=needs_assets) for exporter in PICTURE_FORMATS
]


def give(name: str, imap: IntegrationMap, **options: object) -> str:
    return find_exporter(name).export(imap, ExportOptions(**options)).decode("utf-8")  # type: ignore[arg-type]


def test_the_door_finds_all_our_formats():
    assert {exporter.name for exporter in exporters()} <= set(all_exporters())


def test_an_unknown_format_is_answered_with_the_known_ones():
    with pytest.raises(InputError, match=r"unknown export format 'visio'.*known: .*csv.*yaml"):
        find_exporter("visio")


@pytest.mark.parametrize("exporter", PARAMS)
def test_gives_the_same_bytes_again(exporter: Exporter):
    first, second = (exporter.export(estates.crm_estate(), ExportOptions()) for _ in range(2))
    assert first == second


@pytest.mark.parametrize("exporter", PARAMS)
def test_an_empty_map_is_a_document(exporter: Exporter):
    assert exporter.export(IntegrationMap(), ExportOptions()).endswith(b"\n")


@pytest.mark.parametrize("exporter", PARAMS)
def test_no_control_or_bidirectional_character_gets_through(exporter: Exporter):
    if exporter.name in {"json", "yaml"}:
        pytest.skip("data formats keep values as they are, escaped")
    text = exporter.export(estates.hostile(), ExportOptions()).decode("utf-8")
    assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069]", text)


def test_json_has_the_keys_readers_rely_on():
    data = json.loads(give("json", estates.small()))
    assert set(data["systems"][0]) >= {"id", "name", "aliases", "kind"}
    keys = {"id", "source", "target", "initiator", "connector", "confidence", "status", "evidence"}
    assert all(set(flow) >= keys for flow in data["flows"])
    assert data["flows"][0]["evidence"] == ["ev1", "ev2"]
    assert (data["evidence"][0]["path"], data["evidence"][0]["line"]) == ("web/src/cart.ts", 42)


@pytest.mark.parametrize("make", [estates.small, estates.crm_estate, estates.hostile])
def test_yaml_reads_back_equal_to_json(make: Callable[[], IntegrationMap]):
    imap = make()
    assert yaml.safe_load(give("yaml", imap)) == json.loads(give("json", imap))


@settings(deadline=None)
@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), min_size=1, max_size=60))
def test_yaml_reads_back_any_name(name: str):
    imap = estates.small()
    imap.systems[0].name = name
    assert yaml.safe_load(give("yaml", imap))["systems"][0]["name"] == name


def test_csv_has_one_row_per_flow_and_no_formula():
    rows = list(csv.reader(io.StringIO(give("csv", estates.hostile())), strict=True))
    assert rows[0] == list(COLUMNS)
    assert {len(row) for row in rows} == {len(COLUMNS)}
    assert len(rows) == 1 + len(estates.hostile().flows)
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@"))]


def test_csv_cites_places():
    rows = list(csv.DictReader(io.StringIO(give("csv", estates.small()))))
    assert rows[0]["evidence"] == "web/src/cart.ts:42; orders/openapi.yaml:17"


def test_markdown_links_evidence_at_its_line():
    assert r"[web/src/cart.ts\:42](./web/src/cart.ts#L42)" in give("markdown", estates.small())


def test_markdown_states_what_is_not_shown():
    text = give("markdown", estates.small())
    assert "## What this map does not show" in text
    assert "not understood: cobol \\(2\\)" in text
    assert "Hosts that match no known system: legacy.internal" in text


def test_markdown_rows_have_the_columns_of_their_table():
    for block in re.split(r"\n\n", give("markdown", estates.hostile())):
        rows = [line for line in block.splitlines() if line.startswith("|")]
        assert len({len(re.findall(r"(?<!\\)\|", row)) for row in rows}) <= 1


@settings(deadline=None)
@given(st.text(max_size=80))
def test_markdown_text_starts_no_tag_link_or_code(text: str):
    assert not re.search(r"(?<!\\)[\[\]`*_|<>]", escape(text).replace("\\\\", ""))


def test_mermaid_has_a_subgraph_per_layer_in_order():
    found = re.findall(r'subgraph lane_\w+\["([^"]+)"\]', give("mermaid", estates.small()))
    assert found == ["User-facing", "Integration", "Data", "Analytics"]


@settings(deadline=None)
@given(st.text(max_size=80))
def test_mermaid_labels_cannot_end_their_quotes(name: str):
    imap = estates.small()
    imap.systems[0].name = name or "x"
    for line in give("mermaid", imap).splitlines()[2:]:
        assert line.count('"') in (0, 2)
        assert not re.search(r"[<>`]", re.sub(r"<br/>|-->|-\.->|==>|<-->", "", line))


def test_mermaid_stays_below_the_limit_of_viewers():
    assert give("mermaid", estates.synthetic(300, 900)).count("-->") <= 500


def test_plantuml_never_includes_anything():
    lines = give("plantuml", estates.hostile()).splitlines()
    assert lines[0] == "@startuml"
    assert [line for line in lines if line.lstrip().startswith(("!", "@"))] == ["@startuml", "@enduml"]


def test_dot_quotes_stay_balanced():
    for line in give("dot", estates.hostile()).splitlines():
        assert len(re.findall(r'(?<!\\)(?:\\\\)*"', line)) % 2 == 0


def test_d2_substitutes_nothing():
    outside = re.sub(r"'(?:[^']|'')*'", "", give("d2", estates.hostile()))
    assert "$" not in outside
    assert "|" not in outside


def test_graphml_has_every_flow_as_an_edge(tmp_path):
    file = tmp_path / "map.graphml"
    file.write_text(give("graphml", estates.crm_estate(), statuses=frozenset(FlowStatus)), "utf-8")
    graph = nx.read_graphml(file, force_multigraph=True)
    assert (graph.number_of_nodes(), graph.number_of_edges()) == (12, 17)
    assert graph.nodes["hubspot"]["external"] is True


@needs_assets
def test_drawio_edges_name_existing_cells():
    root = ET.fromstring(give("drawio", estates.crm_estate()))
    cells = root.findall(".//mxCell")
    ids = {cell.get("id") for cell in cells}
    assert len(ids) == len(cells)
    assert all({cell.get("source"), cell.get("target")} <= ids for cell in cells if cell.get("edge"))
