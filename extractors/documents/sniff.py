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
    return any(key.encode() in raw and _claim(key).search(raw) is not None for key in keys)


@lru_cache(maxsize=32)
def _claim(key: str) -> re.Pattern[bytes]:
    name = re.escape(key.encode())
    yaml_key = rb"^(?:\xef\xbb\xbf)?['\"]?" + name + rb"['\"]?[ \t]*+:[ \t]*+['\"]?\d"
    json_key = rb"\"" + name + rb"\"\s*+:\s*+[\"']?\d"
    return re.compile(yaml_key + rb"|" + json_key, re.MULTILINE)
