"""Real samples and generated files of the reference data, where it is present."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from evals import logs as evals_logs
from extractors.logs.formats.access import AccessLog
from extractors.logs.formats.json_lines import AppJsonLog
from extractors.traces.otlp import OtlpTraces
from mapgen.model.facts import TrafficObserved

SHARED = Path(os.environ.get("MAPGEN_SHARED", Path(__file__).resolve().parents[3].parent / "shared"))
SAMPLES = SHARED / "corpus" / "logs"
GENERATOR = SHARED / "tools" / "gen_logs.py"

needs_samples = pytest.mark.skipif(not SAMPLES.is_dir(), reason="the reference log samples are not present")
needs_generator = pytest.mark.skipif(not GENERATOR.is_file(), reason="the reference log generator is not present")

HOSTS = {
    "api.stripe.com": "stripe",
    "api.hubapi.com": "hubspot",
    "acme.my.salesforce.com": "salesforce",
    "api.sendgrid.com": "sendgrid",
    "api.twilio.com": "twilio",
    "api.segment.io": "segment",
    "acme.zendesk.com": "zendesk",
    "acme-data-lake.s3.eu-west-1.amazonaws.com": "s3",
    "hooks.slack.com": "slack",
    "us21.api.mailchimp.com": "mailchimp",
    "bigquery.googleapis.com": "bigquery",
    "acme-eu.snowflakecomputing.com": "snowflake",
}
AGENTS = {
    "HubSpot Connect": "hubspot",
    "SendGrid Event API": "sendgrid",
    "TwilioProxy": "twilio",
    "Segment.io": "segment",
    "Zendesk Webhook": "zendesk",
    "Slackbot": "slack",
}
Edge = tuple[str, str, str, str]


def as_named_by_the_truth(row: TrafficObserved) -> Edge:
    """What the resolver's tables would do: hosts, upstream names and agents to systems."""
    if row.traffic_class == "scanner":
        return "scanner", "default-backend", row.method, "*"
    target = HOSTS.get(row.target, row.target).split(".prod")[0]
    if row.target_kind == "upstream":
        target = row.target.removeprefix("prod-").rsplit("-", 1)[0]
    source = AGENTS.get(row.source, row.source)
    return source.lower() if row.source_kind == "user_agent" else source, target, row.method, row.template


def compare(extractor: AccessLog | AppJsonLog | OtlpTraces, kind: str, seed: int, folder: Path) -> tuple[float, float]:
    """F1 of edges and share of exact counts on a generated file of 6 MB."""
    log, truth = folder / "generated.log", folder / "truth.json"
    options = ["--bytes", "6000000", "--seed", str(seed), "--out", str(log), "--truth", str(truth)]
    subprocess.run([sys.executable, str(GENERATOR), kind, *options], check=True)
    want: dict[Edge, int] = {}
    for edge in json.loads(truth.read_text(encoding="utf-8"))["edges"]:
        key = edge["source"], edge["target"], edge["method"], edge["template"]
        want[key] = want.get(key, 0) + edge["count"]
    got: dict[Edge, int] = {}
    for row in evals_logs.observed(extractor.extract_log(str(log), evals_logs.LogFile(log, folder))):
        if row.traffic_class != "entry":
            key = as_named_by_the_truth(row)
            got[key] = got.get(key, 0) + row.count
    hits = want.keys() & got.keys()
    exact = sum(want[key] == got[key] for key in hits) / len(hits)
    return 2 * len(hits) / (len(want) + len(got)), exact


@pytest.mark.shared
@needs_generator
@pytest.mark.parametrize("seed", [7, 21])
@pytest.mark.parametrize("kind", ["nginx", "jsonl", "otlp"])
def test_generated_files_are_read_exactly(kind: str, seed: int, tmp_path: Path) -> None:
    extractor = {"nginx": AccessLog, "jsonl": AppJsonLog, "otlp": OtlpTraces}[kind]()
    f1, exact = compare(extractor, kind, seed, tmp_path)
    assert f1 >= 0.98
    assert exact >= 0.99


@pytest.mark.shared
@needs_samples
def test_real_samples_keep_their_scores() -> None:
    metrics = evals_logs.run(SAMPLES)
    assert metrics["files"] == 19
    assert metrics["precision"] >= 0.90
    assert metrics["recall"] >= 0.93
    assert metrics["counts_exact"] >= 0.98


@pytest.mark.shared
@needs_samples
@pytest.mark.parametrize(
    "sample", sorted(SAMPLES.glob("*/*.truth.json")) if SAMPLES.is_dir() else [], ids=lambda p: p.parent.name
)
def test_evidence_of_real_samples_opens_at_an_existing_line(sample: Path) -> None:
    log = sample.with_name(sample.name.removesuffix(".truth.json"))
    lines = log.read_bytes().split(b"\n")
    rows = list(
        evals_logs.observed(evals_logs.best_extractor(log).extract_log(str(log), evals_logs.LogFile(log, log.parent)))
    )
    assert rows
    assert all(lines[row.location.line - 1].strip() for row in rows)
