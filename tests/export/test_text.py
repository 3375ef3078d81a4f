"""Untrusted text cannot leave the place it is put in."""

import unicodedata
import xml.etree.ElementTree as ET

from hypothesis import given, settings
from hypothesis import strategies as st

from mapgen.export.text import csv_cell, plain, shorten, xml


@settings(deadline=None)
@given(st.text())
def test_plain_text_is_one_line_without_control_or_format_characters(text: str):
    assert not {unicodedata.category(char) for char in plain(text)} & {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}


@settings(deadline=None)
@given(st.text())
def test_plain_is_idempotent(text: str):
    assert plain(plain(text)) == plain(text)


@settings(deadline=None)
@given(st.text())
def test_xml_text_reads_back_as_the_plain_text(text: str):
    node = ET.fromstring(f'<a b="{xml(text)}">{xml(text)}</a>')
    assert (node.text or "", node.get("b")) == (plain(text), plain(text))


@settings(deadline=None)
@given(st.text())
def test_no_cell_starts_like_a_formula(text: str):
    assert not csv_cell(text).startswith(("=", "+", "-", "@", "\t", "\r"))


def test_breaks_become_spaces():
    assert plain("a\r\nb\u2028c\x85d") == "a b c d"


def test_bidirectional_overrides_are_removed():
    assert plain("a\u202egnp.exe\u2066") == "agnp.exe"


def test_shorten_keeps_within_the_limit():
    assert shorten("contact synchronisation", 10) == "contact s\u2026"
