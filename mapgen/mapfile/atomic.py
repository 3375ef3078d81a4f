"""Files written whole or not at all."""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from mapgen.errors import OutputError


def write_files(files: Sequence[tuple[Path, bytes]]) -> None:
    """Write several files atomically, renamed in the given order after all of them are safe on disk.

    Every content goes to a temporary file in the target's folder and is fsynced before the first rename, so a full
    disk or a kill leaves the old files as they were. A symbolic link is written through, not replaced.

    Raises:
        OutputError: a folder is missing, read-only or full; nothing was changed.
    """
    staged: list[tuple[Path, Path]] = []
    try:
        for path, content in files:
            with _said(path):
                target = path.resolve()
                staged.append((_stage(target, content), target))
        for temporary, target in staged:
            with _said(target):
                temporary.replace(target)
    finally:
        for temporary, _ in staged:
            temporary.unlink(missing_ok=True)
    for folder in {target.parent for _, target in staged}:
        _sync_folder(folder)


@contextlib.contextmanager
def _said(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        hint = "check that the folder exists, is writable and has free space"
        raise OutputError(f"cannot write: {error.strerror or error}", where=str(path), hint=hint) from error


def _stage(target: Path, content: bytes) -> Path:
    if target.is_dir():
        raise OutputError("cannot write: is a folder", where=str(target))
    handle, name = tempfile.mkstemp(prefix=f".{target.name}.", suffix=".tmp", dir=target.parent)
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        temporary.chmod(_mode(target))
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    return temporary


def _mode(target: Path) -> int:
    """The existing file's permission bits, or what the umask gives a new file."""
    if target.exists():
        return target.stat().st_mode & 0o7777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


def _sync_folder(folder: Path) -> None:
    """Make the renames durable. Some file systems refuse to sync a folder; the files themselves are safe by then."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        with contextlib.suppress(OSError):
            os.fsync(handle)
    finally:
        os.close(handle)
