"""Text from analysed files, made safe to print: nothing in it can steer a terminal or hide other text."""

from __future__ import annotations

import re

_UNSAFE = re.compile(
    "["
    "\x00-\x08\x0b-\x1f\x7f-\x9f"  # C0 and C1 controls (ESC, CSI, BEL, CR ...), but tab and newline stay
    "\u00ad\u061c\u180e"  # soft hyphen, Arabic letter mark, Mongolian vowel separator
    "\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff"  # zero-width, line separators, bidi overrides and isolates
    "\ufff9-\ufffb\U000e0000-\U000e007f"  # interlinear annotation, tag characters
    "\ud800-\udfff"  # lone surrogates cannot be encoded
    "]"
)


def clean(text: str) -> str:
    """The text without control, bidirectional and zero-width characters; tabs and newlines stay.

    A terminal escape loses its ESC and becomes visible text, so that tampering shows instead of acting.
    """
    return _UNSAFE.sub("", text)


def clean_line(text: str, width: int = 0) -> str:
    """`clean`, on one line (white space folded); cut to `width` characters with an ellipsis when `width` > 0."""
    line = " ".join(clean(text).split())
    return line if not width or len(line) <= width else line[: max(width - 1, 0)] + "…"
