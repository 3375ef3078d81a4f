"""The first bytes of a log file, unpacked: what format sniffing looks at."""

from __future__ import annotations

import zlib
from pathlib import Path

HEAD = 65_536
"""Bytes of (unpacked) content that format sniffing sees."""


def head_of(path: Path) -> bytes:
    """The first 64 KB of a file; gzip is unpacked. Broken gzip gives what could be unpacked. Raises OSError."""
    with path.open("rb") as stream:
        raw = stream.read(HEAD)
    if not raw.startswith(b"\x1f\x8b"):
        return raw
    try:
        return zlib.decompressobj(wbits=31).decompress(raw, HEAD)
    except zlib.error:
        return b""
