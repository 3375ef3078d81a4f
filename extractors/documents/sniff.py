"""Cheap look at the raw text: does a file claim to be a specification?

Most YAML and JSON files of a repository are not specifications; they are told apart by a substring search
(about 1 GB/s) before anything is parsed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache


def claims(raw: bytes, keys: Sequence[str]) -> bool:
    """True when the text seems to have one of the keys at its top level with a version number as its value.

    The key may stand anywhere (generators sort keys). In JSON any depth passes: the caller looks at the parsed data.
    """
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raw = raw.replace(b"\x00", b"")
    return any(_claims(raw, key.encode()) for key in keys)


def _claims(raw: bytes, key: bytes) -> bool:
    for found in _claim(key).finditer(raw):
        start = found.start()
        quote = raw[start - 1 : start]
        if quote in (b'"', b"'"):
            start -= 1
        if raw[start - 1 : start] in (b"", b"\n", b"\r", b"\xbf") or quote == b'"':
            return True
    return False


@lru_cache(maxsize=32)
def _claim(key: bytes) -> re.Pattern[bytes]:
    """The key, a colon and a version; a literal at its start keeps the search fast."""
    return re.compile(re.escape(key) + rb"['\"]?\s*+:\s*+['\"]?\d")
