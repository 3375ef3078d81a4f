"""Alternatives of a sign, searched one by one, find what the whole expression finds."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.code.languages import LANGUAGES, frontend_for
from extractors.code.prefilter import signs_of
from extractors.code.signs import alternatives, needle_of, signs_in

PIECES = [
    b"import ",
    b"from ",
    b"os",
    b".",
    b"getenv",
    b"(",
    b'"',
    b"https://",
    b"x",
    b"\n",
    b" ",
    b"A_B",
    b"=",
    b"env",
]
TEXTS = st.lists(st.sampled_from(PIECES), max_size=12).map(b"".join)


@pytest.mark.parametrize(
    ("expression", "parts"),
    [
        (rb"a|b", [rb"a", rb"b"]),
        (rb"(?:a|b)c|[|]|\|", [rb"(?:a|b)c", rb"[|]", rb"\|"]),
        (rb"\(|x\)", [rb"\(", rb"x\)"]),
        (rb"[^]|]|[\]|]", [rb"[^]|]", rb"[\]|]"]),
    ],
)
def test_only_outer_bars_separate(expression: bytes, parts: list[bytes]) -> None:
    assert alternatives(expression) == parts


@pytest.mark.parametrize(
    ("expression", "needle"),
    [
        (rb"os\.environ", b"os.environ"),
        (rb"\b(?:get)?env\(", b"env("),
        (rb"abc?d", b"ab"),
        (rb"ab*", b"a"),
        (rb"ab+c", b"ab"),
        (rb"a{0,3}bc", b"bc"),
        (rb"[\"'](?:https?|wss?)://", b"://"),
        (rb"(?:a|b)", b""),
    ],
)
def test_the_needle_is_in_every_hit(expression: bytes, needle: bytes) -> None:
    assert needle_of(expression) == needle


def test_a_word_boundary_before_the_first_word_still_counts() -> None:
    (sign,) = signs_in(rb"\benv\(")
    assert [hit.start() for hit in sign.hits(b"\ngetenv(env(")] == [8]


@given(text=TEXTS)
@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_a_language_finds_the_same_signs_one_by_one(language: str, text: bytes) -> None:
    frontend = frontend_for("file" + LANGUAGES[language][0])
    assert frontend is not None
    found = any(True for sign in signs_of(frontend) for _ in sign.hits(b"\n" + text))
    whole = any(re.search(part, text, re.MULTILINE) for part in alternatives(frontend.signs))
    assert found >= whole
    assert not found or whole or b"@" in text or b"[" in text
