"""Untrusted text inside Markdown and Mermaid.

Names, paths and field names come from analysed files. GitHub and GitLab render comments as Markdown with HTML,
mentions, links and references; a name must not start any of these. Every character that could is written as a numeric
character reference (CommonMark 0.31, section 2.5: such characters never form Markdown structure), and identifiers
stand in `<code>`, where neither platform looks for mentions and references.
"""

from __future__ import annotations

from mapgen.terminal import clean_line

_LONGEST = 160
_IN_CODE = frozenset(" -./")
_IN_PROSE = frozenset(" -.,;()")


def code(text: str) -> str:
    """Untrusted text as inline code, for prose, tables and summaries."""
    return f"<code>{_referenced(text, _IN_CODE)}</code>"


def prose(text: str) -> str:
    """Text that may hold untrusted words, as plain words of a sentence."""
    return _referenced(text, _IN_PROSE)


def label(text: str) -> str:
    """Untrusted text as a quoted Mermaid label (Mermaid writes references as `#35;`)."""
    return f'"{_referenced(text, _IN_CODE, start="#")}"'


def _referenced(text: str, harmless: frozenset[str], start: str = "&#") -> str:
    line = clean_line(text, _LONGEST)
    kept = harmless - {"."} if "www." in line.lower() else harmless  # "www." alone makes GitHub draw a link
    return "".join(char if char.isalnum() or char in kept else f"{start}{ord(char)};" for char in line)
