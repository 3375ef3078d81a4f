from __future__ import annotations

import pytest

from mapgen.catalog import load_catalog
from mapgen.model.vocabulary import ConnectorKind
from mapgen.recommend.book import CONNECTORS
from mapgen.recommend.runbook import TO_BE_FILLED_IN, runbook
from mapgen.recommend.tools import KINDS, tool_options

CATALOG = load_catalog()


@pytest.mark.parametrize("connector", CONNECTORS)
def test_every_connector_has_tools_of_the_right_kinds(connector: ConnectorKind) -> None:
    options = tool_options(connector, CATALOG)
    assert options
    assert {option.kind for option in options} <= set(KINDS[connector])


@pytest.mark.parametrize(
    ("connector", "expected"),
    [
        (ConnectorKind.CDC, {"debezium"}),
        (ConnectorKind.BATCH_ELT, {"airbyte", "fivetran"}),
        (ConnectorKind.REVERSE_ETL, {"census", "hightouch"}),
        (ConnectorKind.STREAMING, {"kafka"}),
    ],
)
def test_the_common_tools_are_among_them(connector: ConnectorKind, expected: set[str]) -> None:
    assert expected <= {option.id for option in tool_options(connector, CATALOG)}


def test_what_the_estate_has_comes_first() -> None:
    first, second, *_ = tool_options(ConnectorKind.STREAMING, CATALOG, ["pulsar"])
    assert (first.id, first.present) == ("pulsar", True)
    assert not second.present


def test_a_connector_that_is_not_recommended_has_no_tools() -> None:
    assert tool_options(ConnectorKind.FILE, CATALOG) == []


@pytest.mark.parametrize("connector", CONNECTORS)
def test_a_runbook_has_everything_operations_need(connector: ConnectorKind) -> None:
    book = runbook(connector)
    assert {"expected_latency", "retry_policy", "dead_letter", "idempotency", "last_tested", "owner"} <= book.keys()
    assert book["last_tested"] == TO_BE_FILLED_IN


def test_what_the_map_says_outweighs_the_skeleton() -> None:
    book = runbook(ConnectorKind.API, {"retry": "twice", "owner": "revenue team", "sla": None})
    assert (book["retry_policy"], book["owner"]) == ("twice", "revenue team")
    assert book["expected_latency"]
