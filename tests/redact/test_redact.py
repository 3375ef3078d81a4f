"""Secrets and personal data are hidden; what makes an excerpt useful stays."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mapgen.redact import redact
from mapgen.redact.rules import TOKEN_RULES

from .samples import look_alikes, personal, secrets

SECRETS = secrets()
PARTS = [text for _, text, _ in SECRETS[::3]] + look_alikes()[::3] + [text for _, text, _ in personal()]


def test_the_sample_set_is_large_enough() -> None:
    assert len(SECRETS) >= 90
    assert len({kind for kind, _, _ in SECRETS}) >= 20
    assert len(look_alikes()) >= 50


@pytest.mark.parametrize(
    ("kind", "text", "secret"), SECRETS, ids=[f"{kind}-{n}" for n, (kind, _, _) in enumerate(SECRETS)]
)
def test_no_part_of_a_secret_stays(kind: str, text: str, secret: str) -> None:
    shown = re.sub(r"\[redacted:[\w-]+\]", "", redact(text).text)
    pieces = [secret[start : start + 6] for start in range(0, max(1, len(secret) - 5))]
    assert not [piece for piece in pieces if piece in shown], shown


@pytest.mark.parametrize(("kind", "text", "datum"), personal())
def test_personal_data_is_hidden(kind: str, text: str, datum: str) -> None:
    assert datum not in redact(text).text


def test_look_alikes_stay() -> None:
    changed = {text: redact(text).text for text in look_alikes() if redact(text).text != text}
    assert len(changed) <= 2, changed


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("amqp://crm:correct-horse@mq:5672/v", "amqp://crm:[redacted:url-password]@mq:5672/v"),
        ("DB_PASSWORD=correct-horse", "DB_PASSWORD=[redacted:secret-value]"),
        ("DB_PASSWORD=hunter2", "DB_PASSWORD=***"),
        ('{"apiKey": "correct-horse", "region": "eu"}', '{"apiKey": "[redacted:secret-value]", "region": "eu"}'),
    ],
)
def test_the_context_stays_readable(text: str, shown: str) -> None:
    assert redact(text).text == shown


def test_findings_say_what_was_hidden() -> None:
    assert redact("password: abc12\nother_password: abc13").findings == {"secret-value": 2}


def test_an_unreasonably_long_text_is_hidden_whole() -> None:
    assert redact("a" * 300_000).text == "***"


@settings(max_examples=300, deadline=None)
@given(
    st.lists(
        st.one_of(st.sampled_from(PARTS), st.text(max_size=12), st.sampled_from(["=", ":", " ", "@", "\n", "[", "'"]))
    )
)
def test_it_is_idempotent_and_never_twice_as_long(parts: list[str]) -> None:
    text = "".join(parts)
    once = redact(text).text
    assert redact(once).text == once
    assert len(once) <= 2 * len(text)


@pytest.mark.parametrize(
    "unit",
    [
        "password=",
        "a.b-c_",
        "${a}aaaa",
        "x-",
        "1 ",
        "1-",
        "+1 ",
        "a@",
        "eyJ",
        "://a:",
        "'\"",
        "<p>",
        "key: name: value: ",
        "-----BEGIN PRIVATE KEY-----",
        "A1",
        "0:",
        "1.",
        "$abc",
        "secret: ",
        "--token ",
        "user a password ",
        '\\"',
        "{{",
        "@a",
    ],
)
def test_time_grows_no_faster_than_the_text(unit: str) -> None:
    text = (unit * 40_000)[:40_000] + "!"
    started = time.process_time()
    redact(text)
    assert time.process_time() - started < 3.0


def test_every_token_rule_has_its_anchor_and_a_name_of_its_own() -> None:
    assert len({rule.id for rule in TOKEN_RULES}) == len(TOKEN_RULES) >= 20
    assert all(rule.anchors for rule in TOKEN_RULES)
