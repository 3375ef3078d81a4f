"""`mapgen recommend`, and what it reads off a map."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from mapgen.catalog import load_catalog
from mapgen.cli.recommend import command
from mapgen.errors import InputError
from mapgen.mapfile import write_map
from mapgen.model.flow import Flow, Recommendation
from mapgen.model.integration_map import IntegrationMap
from mapgen.model.system import System
from mapgen.recommend.from_map import landscape_of_map, situation_of_flow

CATALOG = load_catalog()
SYSTEMS = [
    System(id="hubspot", name="HubSpot", kind="crm", vendor="hubspot", external=True, owner="sales"),
    System(id="stripe", name="Stripe", kind="billing", vendor="stripe", external=True, owner="finance"),
    System(id="shop", name="Shop", kind="service"),
    System(id="orders-db", name="orders", kind="database", vendor="postgresql"),
    System(id="snowflake", name="Snowflake", kind="warehouse", vendor="snowflake", external=True),
    System(id="kafka", name="Kafka", kind="broker", vendor="kafka"),
]


def flow(ident: str, source: str, target: str, **facts: Any) -> Flow:
    return Flow(id=ident, source=source, target=target, fingerprint=ident, **facts)


CHARGE = flow("shop.charge.create", "shop", "stripe", operations=["POST /v1/charges"], sensitivity="pii")
PAID = flow("stripe.invoice.notify", "stripe", "shop", connector="webhook", sync_model="event_driven")
POLLED = flow("stripe.payout.read", "stripe", "shop", initiator="target", operations=["GET /v1/payouts"], sla="5m")
LOADED = flow("shop.orders.load", "orders-db", "snowflake", connector="batch_elt", sla="as agreed")
PLACED = flow("shop.placed.publish", "shop", "kafka", connector="streaming", channels=["placed"])
READ = flow("crm.placed.consume", "kafka", "hubspot", connector="streaming", channels=["placed"])
ALSO = flow("bi.placed.consume", "kafka", "snowflake", connector="streaming", channels=["placed"])
WATCHED = flow("shop.metrics.report", "shop", "kafka", tier="infra")
GONE = flow("shop.old.call", "shop", "hubspot", status="rejected", reason="switched off")
IMAP = IntegrationMap(systems=SYSTEMS, flows=[CHARGE, PAID, POLLED, LOADED, PLACED, READ, ALSO, WATCHED, GONE])


@pytest.fixture
def map_path(tmp_path: Path) -> Path:
    path = tmp_path / "map.yaml"
    write_map(IMAP, path)
    return path


def run(*arguments: object) -> Result:
    return CliRunner().invoke(command, [str(argument) for argument in arguments], catch_exceptions=False)


def of(one: Flow):  # type: ignore[no-untyped-def]
    return situation_of_flow(one, IMAP, CATALOG)


def test_classes_come_from_the_systems() -> None:
    assert (of(CHARGE).source_class, of(CHARGE).target_class) == ("service", "saas")
    assert (of(LOADED).source_class, of(LOADED).target_class) == ("database", "warehouse")


def test_the_catalog_tells_that_polling_wastes_the_limit() -> None:
    situation = of(POLLED)
    assert situation.source_calls_out
    assert situation.polls
    assert situation.freshness_s == 300


def test_an_sla_in_words_is_no_freshness() -> None:
    assert of(LOADED).freshness_s is None


def test_the_data_tells_whether_it_is_personal() -> None:
    assert of(CHARGE).pii
    assert of(PAID).pii is None


def test_a_write_to_billing_is_warned_about_until_the_map_names_its_idempotency() -> None:
    assert of(CHARGE).billing_write
    assert of(CHARGE.model_copy(update={"idempotency": "order id"})).idempotent


def test_readers_of_a_channel_are_counted() -> None:
    assert of(READ).consumers == 3


def test_an_asynchronous_connector_proves_that_nobody_waits() -> None:
    assert of(PAID).caller_waits is False
    assert of(CHARGE).caller_waits is None


def test_facts_of_the_draft_are_remembered_and_unknown_ones_ignored() -> None:
    stored = Recommendation(
        connector="api", facts={"events_per_day": 5e6, "calls_per_day": "unlimited", "moon": True, "idempotent": True}
    )
    situation = of(CHARGE.model_copy(update={"recommendation": stored}))
    assert situation.events_per_day == 5e6
    assert situation.calls_per_day == float("inf")
    assert situation.idempotent


def test_the_estate_is_read_off_its_business_flows() -> None:
    land = landscape_of_map(IMAP, {one.id: of(one) for one in IMAP.flows})
    assert land.systems == 4  # neither the bus nor a service's own database
    assert land.bus
    assert land.own_services == 1
    assert land.realtime
    assert land.teams == 2
    assert land.developers is None


def test_without_a_flow_all_are_listed_with_the_style(map_path: Path) -> None:
    output = run(map_path).output
    assert "shop.charge.create" in output
    assert "shop.old.call" not in output
    assert "Integration style:" in output
    assert "7 flows" in output
    assert "shop.metrics.report" not in output
    assert "1 flows of the platform itself left out" in output


def test_with_a_flow_the_checklist_is_shown(map_path: Path) -> None:
    output = run(map_path, "shop.charge").output
    for line in ("Recommended: api", "Data freshness", "Team skills", "Ruled out:", "Runbook:", "Watch out:"):
        assert line in output
    assert "Assumed:" not in output


def test_explain_says_what_is_assumed_and_what_would_change_it(map_path: Path) -> None:
    output = run(
        map_path, "orders-db->snowflake", "--explain", "--what-if", "cdc=yes", "--what-if", "freshness=60s"
    ).output
    assert "Recommended: cdc" in output
    assert "Assumed:" in output
    assert "if freshness_s were 86,400 s: batch_elt" in output


def test_explain_shows_the_decision_matrix(map_path: Path) -> None:
    assert "Number of systems" in run(map_path, "--explain").output
    assert "Number of systems" not in run(map_path).output


def test_what_if_holds_for_all_flows_and_for_the_estate(map_path: Path) -> None:
    answer = json.loads(run(map_path, "--format", "json", "--what-if", "copy_allowed=no").output)
    assert answer["style"]["style"] == "data_virtualization"
    loaded = next(row for row in answer["flows"] if row["flow"] == LOADED.id)
    assert loaded["connector"] == "api"


def test_json_of_a_flow_has_everything(map_path: Path) -> None:
    (answer,) = json.loads(run(map_path, LOADED.id, "--format", "json").output)
    assert answer["built_as"] == answer["connector"] == "batch_elt"
    assert len(answer["scores"]) == 9
    assert answer["questions"][0]["fact"] == "freshness_s"
    assert {"totals", "runbook", "tools", "assumed", "unproven", "would_change"} <= answer.keys()


def test_own_weights_count(map_path: Path, tmp_path: Path) -> None:
    own = tmp_path / "weights.yaml"
    own.write_text("weights: {cost: 50}\n")
    assert "x50" in run(map_path, LOADED.id, "--weights", own).output


def test_a_misspelt_fact_is_answered_with_the_nearest(map_path: Path) -> None:
    with pytest.raises(InputError, match="freshness"):
        run(map_path, "--what-if", "freshnes=5s")


def test_an_empty_map_has_nothing_to_recommend(tmp_path: Path) -> None:
    path = tmp_path / "empty.yaml"
    write_map(IntegrationMap(), path)
    assert "0 flows" in run(path).output
    assert "style" not in run(path).output


def test_nothing_hostile_reaches_the_terminal(tmp_path: Path) -> None:
    path = tmp_path / "map.yaml"
    hostile = CHARGE.model_copy(update={"owner": "\x1b[31mred", "retry": "\x1b]0;title\x07"})
    write_map(IMAP.model_copy(update={"flows": [hostile]}), path)
    assert "\x1b" not in run(path, hostile.id).output
