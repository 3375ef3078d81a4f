"""Which files git tracks, read from the index without git: a tracked file counts although a rule ignores it.

Format: git's documentation of the index file, versions 2 to 4 with SHA-1 object names. The index belongs to the
analysed repository, so it is untrusted: whatever does not fit gives the empty set.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from pathlib import Path

MAX_BYTES = 200_000_000
"""Larger index files are not read."""

_HEADER = struct.Struct(">4sII")
_FIXED = 62
_FLAGS = struct.Struct(">H")
_EXTENDED = 0x4000


def tracked_files(work_tree: Path) -> frozenset[str]:
    """POSIX paths below the work tree of all tracked files; empty when the index cannot be read."""
    path = work_tree / ".git" / "index"
    try:
        if path.is_symlink() or not path.is_file() or path.stat().st_size > MAX_BYTES:
            return frozenset()
        return frozenset(name.decode("utf-8", "surrogateescape") for name in _names(path.read_bytes()))
    except (OSError, ValueError, struct.error, IndexError):  # unreadable or not an index: no file counts as tracked
        return frozenset()


def _names(data: bytes) -> Iterator[bytes]:
    magic, version, count = _HEADER.unpack_from(data)
    if magic != b"DIRC" or version not in (2, 3, 4) or count > len(data) // _FIXED:
        raise ValueError("not an index")
    at, name = _HEADER.size, b""
    for _ in range(count):
        (flags,) = _FLAGS.unpack_from(data, at + _FIXED - _FLAGS.size)
        start = at + _FIXED + (2 if version >= 3 and flags & _EXTENDED else 0)
        if version == 4:
            strip, start = _varint(data, start)
            end = data.index(b"\0", start)
            name = name[: len(name) - strip] + data[start:end]
            at = end + 1
        else:
            end = data.index(b"\0", start)
            name = data[start:end]
            at += (end - at + 8) // 8 * 8
        yield name


def _varint(data: bytes, at: int) -> tuple[int, int]:
    """Git's offset encoding: the number and where it ends."""
    byte = data[at]
    value = byte & 0x7F
    while byte & 0x80:
        at += 1
        byte = data[at]
        value = ((value + 1) << 7) | (byte & 0x7F)
        if value > MAX_BYTES:
            raise ValueError("number too large")
    return value, at + 1
