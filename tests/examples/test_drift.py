"""What `mapgen check` says when somebody changes the bundled estate."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from mapgen.compare.drift import check_drift
from mapgen.compare.findings import CheckResult, FindingKind, Severity
from mapgen.draft.pipeline import draft_estate
from mapgen.model.integration_map import IntegrationMap
from mapgen.model.vocabulary import FlowStatus
from tests.examples.test_estate import ESTATE

SLACK = '''

def tell_sales(text: str, email: str) -> None:
    """Tell the sales channel."""
    requests.post("https://slack.com/api/chat.postMessage", json={"text": text, "email": email}, timeout=5)
'''


@pytest.fixture(scope="module")
def accepted() -> IntegrationMap:
    """The estate's draft with every flow accepted."""
    draft = draft_estate([ESTATE], logs=[ESTATE / "logs"])
    flows = [flow.model_copy(update={"status": FlowStatus.ACCEPTED}) for flow in draft.flows]
    return draft.model_copy(update={"flows": flows})


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the estate that a test may change."""
    return Path(shutil.copytree(ESTATE, tmp_path / "crm-estate"))


def check(accepted: IntegrationMap, root: Path, *, logs: bool = True) -> CheckResult:
    """Draft a copy again and compare."""
    redrafted = draft_estate([root], logs=[root / "logs"] if logs else [])
    return check_drift(accepted, redrafted, logs_read=logs)


def ends(result: CheckResult, kind: FindingKind) -> list[tuple[str, str]]:
    """Ends of all flows found with a kind."""
    return [(finding.flow.source, finding.flow.target) for finding in result.of(kind)]


def test_an_unchanged_estate_agrees(accepted: IntegrationMap, copy: Path) -> None:
    assert check(accepted, copy).findings == ()


def test_without_logs_it_still_passes_and_says_what_it_could_not_compare(accepted: IntegrationMap, copy: Path) -> None:
    result = check(accepted, copy, logs=False)
    assert not result.failed
    assert ("crm-sync", "ledgersheets") in ends(result, FindingKind.NOT_COMPARED)


def test_deleting_the_old_newsletter_makes_its_flow_vanish(accepted: IntegrationMap, copy: Path) -> None:
    (copy / "services/orders/orders/newsletter.py").unlink()
    result = check(accepted, copy)
    assert ends(result, FindingKind.VANISHED) == [("orders", "mailchimp")]
    assert ends(result, FindingKind.NEW) == []


def test_a_new_call_that_carries_an_address_is_an_error(accepted: IntegrationMap, copy: Path) -> None:
    newsletter = copy / "services/orders/orders/newsletter.py"
    newsletter.write_text(newsletter.read_text(encoding="utf-8") + SLACK, encoding="utf-8")
    result = check(accepted, copy)
    (finding,) = result.of(FindingKind.NEW)
    assert (finding.flow.source, finding.flow.target) == ("orders", "slack")
    assert finding.severity is Severity.ERROR
    assert finding.evidence[0].path == "services/orders/orders/newsletter.py"


def test_moving_code_is_no_drift(accepted: IntegrationMap, copy: Path) -> None:
    for source in copy.rglob("*.ts"):
        source.write_text("// Licence header.\n" + source.read_text(encoding="utf-8"), encoding="utf-8")
    result = check(accepted, copy)
    assert not result.failed
    assert {finding.message for finding in result.of(FindingKind.MOVED)} == {"has moved evidence"}
