"""Text of analysed files cannot steer a terminal."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapgen.terminal import clean, clean_line


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("\x1b[31mred\x1b[0m", "[31mred[0m"),
        ("title\x1b]0;pwned\x07", "title]0;pwned"),
        ("\x9b2J", "2J"),
        ("safe\u202egnp.exe", "safegnp.exe"),
        ("pay\u200bpal", "paypal"),
        ("over\rwritten", "overwritten"),
        ("tab\tand\nnewline", "tab\tand\nnewline"),
        ("日本語 é 🎉", "日本語 é 🎉"),
        ("\ud800", ""),
    ],
)
def test_clean(raw: str, shown: str) -> None:
    assert clean(raw) == shown


@given(st.text())
def test_cleaned_text_is_printable_and_stays_so(raw: str) -> None:
    once = clean(raw)
    assert clean(once) == once
    assert not any(ord(char) < 32 and char not in "\t\n" for char in once)


def test_one_line_is_cut_with_an_ellipsis() -> None:
    assert clean_line(" a\n b  cdef ", 6) == "a b c…"
