"""The compiled form of catalog parts: MessagePack in the user's cache folder, named after the content's hash.

A missing, foreign or broken cache file only costs time: the part is then read from its YAML again.
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import TypeVar

import msgspec

T = TypeVar("T")

_KEEP = 6


def folder() -> Path | None:
    """Where compiled parts live: `$MAPGEN_CACHE_DIR`, else `$XDG_CACHE_HOME/mapgen`, else `~/.cache/mapgen`."""
    own = os.environ.get("MAPGEN_CACHE_DIR")
    if own:
        return Path(own) / "catalog"
    base = os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache")  # noqa: PTH111 - no error without a home
    return Path(base) / "mapgen" / "catalog" if Path(base).is_absolute() else None


def read(part: str, digest: str, kind: type[T]) -> T | None:
    """The compiled part of this content, or None when there is none that can be used."""
    where = folder()
    if where is None:
        return None
    try:
        return msgspec.msgpack.decode((where / f"{part}-{digest}.msgpack").read_bytes(), type=kind)
    except (OSError, msgspec.MsgspecError):  # absent, unreadable or damaged: the caller reads the YAML
        return None


def write(part: str, digest: str, value: object) -> None:
    """Keep a compiled part: written aside, then renamed, so that no reader sees half a file."""
    where = folder()
    if where is None:
        return
    try:
        where.mkdir(parents=True, exist_ok=True, mode=0o700)
        with tempfile.NamedTemporaryFile(dir=where, prefix=f".{part}-", delete=False) as file:
            file.write(msgspec.msgpack.encode(value))
        Path(file.name).replace(where / f"{part}-{digest}.msgpack")
        _prune(where, part)
    except OSError:  # a read-only or full disk: the cache is a convenience, never a requirement
        return


def _prune(where: Path, part: str) -> None:
    made = sorted(where.glob(f"{part}-*.msgpack"), key=lambda file: file.stat().st_mtime, reverse=True)
    for old in made[_KEEP:]:
        old.unlink(missing_ok=True)
