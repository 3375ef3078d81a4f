"""How check results are shown."""

import json
import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapgen.compare.drift import check_drift
from mapgen.compare.findings import FAILABLE, CheckResult
from mapgen.compare.render import RENDERERS, render_json, render_markdown, render_text
from mapgen.compare.render.markdown import MARKER, MAX_CHARACTERS
from mapgen.compare.render.markup import code, label, prose
from mapgen.compare.render.picture import MAX_FLOWS, before_after
from mapgen.model.vocabulary import ConnectorKind, FlowStatus
from tests.compare.maps import estate, field, flow, piece, system

HOSTILE = (
    "</code><img src=x onerror=alert(1)>|`@admin`\n# [click](https://evil.example) ![](//e) --> <!-- www.evil.example"
)


def drifted(name: str = "CRM", count: int = 1) -> CheckResult:
    """A result with one finding of every kind that the estate can show."""
    committed = estate(
        flow("shop", "crm", connector=ConnectorKind.API, fields=[field("plan")]),
        flow("shop", "erp"),
        flow("web", "crm", status=FlowStatus.PROPOSED),
    )
    redrafted = estate(
        flow("shop", "crm", connector=ConnectorKind.WEBHOOK, fields=[field("email")]),
        *(flow(f"app-{n}", "crm", evidence=["e1"]) for n in range(count)),
        flow("web", "crm"),
        evidence=(piece("e1", 7, path=f"{name}.py"),),
        systems=(system("crm", name=name),),
    )
    return check_drift(committed, redrafted, frozenset(FAILABLE))


def test_text_names_flows_reasons_and_places() -> None:
    text = render_text(drifted())
    assert "New flows (1)\n  x app-0.data.send: app-0 -> CRM (api) is not in the map\n      see CRM.py:7\n" in text
    assert "      connector: api -> webhook\n      fields: + contact.email; - contact.plan\n" in text
    assert text.endswith("1 new, 1 vanished, 1 changed, 1 unreviewed: the map needs an update.\n")


def test_agreement_is_said_in_one_line() -> None:
    assert render_text(check_drift(estate(), estate())) == "The map agrees with the estate.\n"


def test_json_carries_every_finding() -> None:
    document = json.loads(render_json(drifted()))
    assert document["failed"] is True
    assert document["counts"]["new"] == 1
    assert [item["kind"] for item in document["findings"]] == ["new", "vanished", "changed", "unreviewed"]
    changed = document["findings"][2]
    assert changed["changes"][1] == {
        "property": "fields",
        "before": ["contact.plan"],
        "after": ["contact.email"],
        "added": ["contact.email"],
        "removed": ["contact.plan"],
    }


def test_markdown_starts_with_the_marker_and_the_verdict() -> None:
    first, _, verdict, *_ = render_markdown(drifted()).splitlines()
    assert first == MARKER
    assert verdict == ("❌ **Integration map**: 1 new, 1 vanished, 1 changed, 1 unreviewed: the map needs an update.")
    assert "✅ **Integration map**: The map agrees" in render_markdown(check_drift(estate(), estate()))


def test_markdown_has_one_well_formed_table_per_kind() -> None:
    text = render_markdown(drifted(HOSTILE))
    assert re.findall(r"^#### (.+)$", text, re.MULTILINE) == [
        "New flows (1)",
        "Vanished flows (1)",
        "Changed flows (1)",
        "Unreviewed flows (1)",
    ]
    rows = [line for line in text.splitlines() if line.startswith("|")]
    assert {line.count("|") for line in rows if not line.startswith("|--")} == {7}


def test_a_hostile_name_stays_text_in_markdown() -> None:
    text = render_markdown(drifted(HOSTILE))
    assert "<img" not in text
    assert "@admin" not in text
    assert "https://evil" not in text
    assert "www.evil" not in text
    assert text.count("<!--") == 1
    assert text.count("<code>") == text.count("</code>")


def test_a_hostile_name_cannot_leave_the_picture() -> None:
    text = render_markdown(drifted('x"] --> y\n```\n<script>'))
    assert text.count("```") == 4
    assert "<script>" not in text
    node, edge = r"  s\d+\[\"[^\"<>`]*\"\]", r"  s\d+ -->\|\"[^\"<>`]*\"\| s\d+"
    style = r"  linkStyle \d+ stroke:#[0-9a-f]{6},stroke-width:3px"
    charts = re.findall(r"```mermaid\n(.*?)```", text, re.DOTALL)
    for chart in charts:
        for line in chart.splitlines()[1:]:
            assert re.fullmatch(f"{node}|{edge}|{style}", line)


@given(st.text(max_size=60))
def test_escaped_text_has_no_markup_of_its_own(text: str) -> None:
    body = code(text).removeprefix("<code>").removesuffix("</code>")
    for made in (body, prose(text)):
        assert not set(made) & set("<>|`*_[]!@\\\n\r\"'{}~=+$%^")
        assert not re.search(r"&(?!#\d+;)", made)
        assert "www." not in made.lower()
    assert not set(label(text)[1:-1]) & set('"<>|`[]{}\\\n\r&')


def test_terminal_escapes_do_not_reach_the_terminal() -> None:
    assert "\x1b" not in render_text(drifted("\x1b[2Jgone"))


def test_the_picture_shows_before_and_after() -> None:
    before, after, note = before_after(drifted())
    assert '"erp"' in before
    assert '"app-0"' in after
    assert '"erp"' not in after
    assert note == ""


def test_a_large_drift_is_cut_and_says_so() -> None:
    result = drifted("|" * 200, count=300)
    text = render_markdown(result)
    assert len(text) <= MAX_CHARACTERS
    assert re.search(r"… \d+ of 300 not shown; the JSON output lists all\.", text)
    _, after, note = before_after(result)
    assert after.count("-->") == MAX_FLOWS
    assert "more changed flows are in the tables" in note


@pytest.mark.parametrize("name", RENDERERS)
def test_the_same_result_gives_the_same_bytes(name: str) -> None:
    renders = [RENDERERS[name](drifted()) for _ in range(3)]
    assert all(a == b for a, b in pairwise(renders))
