"""Reading log files: plain or compressed, as a stream of line blocks, whole or by byte range."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import IO, cast

import zstandard
from isal import igzip

from mapgen.errors import DocumentError, InputError

HEAD_BYTES = 65_536
BLOCK_BYTES = 1 << 20
MAX_LINE_BYTES = 1 << 20
"""Longer lines are left out and counted."""

TOO_LONG = "line longer than 1 MB"
_GZIP = b"\x1f\x8b"
_ZSTD = b"\x28\xb5\x2f\xfd"


class UnreadableLog(DocumentError):
    """A log that cannot be read: binary, damaged, or compressed in a way that is not available."""


def compression(head: bytes) -> str:
    """ "gzip", "zstd" or "" from the first bytes of a file."""
    return "gzip" if head.startswith(_GZIP) else "zstd" if head.startswith(_ZSTD) else ""


def plain_head(head: bytes) -> bytes:
    """The beginning of the content behind the first bytes of a file; b"" when it cannot be unpacked."""
    kind = compression(head)
    try:
        if kind == "gzip":
            return zlib.decompressobj(31).decompress(head, HEAD_BYTES)
        if kind == "zstd":
            return zstandard.ZstdDecompressor().decompressobj().decompress(head)
    except (zlib.error, zstandard.ZstdError, ValueError, RuntimeError):
        return b""
    return head


def looks_binary(head: bytes) -> bool:
    """True when unpacked content is no text in an ASCII-compatible encoding (NUL bytes, many control bytes)."""
    sample = head[:8192]
    if b"\x00" in sample:
        return True
    control = sum(byte < 9 or 13 < byte < 27 for byte in sample)
    return control * 20 > len(sample)


def open_log(path: str) -> IO[bytes]:
    """Open a log for reading its uncompressed bytes.

    Raises InputError when the file cannot be opened.
    """
    try:
        raw = Path(path).open("rb")  # noqa: SIM115 - the caller closes it
        kind = compression(raw.read(4))
        raw.seek(0)
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror}", where=path) from error
    if kind == "gzip":
        raw.close()
        return cast(IO[bytes], igzip.IGzipFile(path, "rb"))  # type: ignore[no-untyped-call]
    if kind == "zstd":
        stream = zstandard.ZstdDecompressor().stream_reader(raw, read_across_frames=True, closefd=True)
        return cast(IO[bytes], stream)
    return raw


class LineBlocks:
    """The lines of a byte range, in blocks; lines that begin in [start, end) belong to the range.

    end < 0 = to the end of the file. Overlong lines become a single empty line and are counted in `too_long`.
    """

    def __init__(self, path: str, start: int = 0, end: int = -1) -> None:
        self.path = path
        self.start = start
        self.end = end
        self.too_long: list[int] = []
        self._line = 0

    def __iter__(self) -> Iterator[list[bytes]]:
        with open_log(self.path) as stream:
            try:
                yield from self._blocks(stream)
            except (OSError, EOFError, zlib.error) as error:
                raise UnreadableLog(f"damaged compressed file ({error})", where=self.path) from error

    def _blocks(self, stream: IO[bytes]) -> Iterator[list[bytes]]:
        left = self._skip_to_start(stream)
        carry = b""
        for block in self._reads(stream, left):
            cut = block.rfind(b"\n")
            if cut < 0:
                carry = self._grown(carry + block)
                continue
            lines = (carry + block[:cut]).split(b"\n")
            carry = block[cut + 1 :]
            self._check_first(lines)
            self._line += len(lines)
            yield lines
        if carry:
            yield [carry] if len(carry) <= MAX_LINE_BYTES else self._check_first([carry])

    def _skip_to_start(self, stream: IO[bytes]) -> int:
        """Move to the first line that begins at or after `start`; bytes left in the range, -1 = all."""
        begin = self.start
        if self.start:
            stream.seek(self.start - 1)
            begin += len(stream.readline()) - 1
        return -1 if self.end < 0 else max(0, self.end - begin)

    @staticmethod
    def _reads(stream: IO[bytes], left: int) -> Iterator[bytes]:
        while left:
            block = stream.read(BLOCK_BYTES if left < 0 else min(BLOCK_BYTES, left))
            if not block:
                return
            if left > 0:
                left -= len(block)
                if not left and not block.endswith(b"\n"):
                    block += stream.readline(MAX_LINE_BYTES + 1)
            yield block

    def _grown(self, carry: bytes) -> bytes:
        """An unfinished line; beyond the limit only one byte more than the limit is kept of it."""
        return carry if len(carry) <= MAX_LINE_BYTES else carry[: MAX_LINE_BYTES + 1]

    def _check_first(self, lines: list[bytes]) -> list[bytes]:
        for position, line in enumerate(lines[:1]):
            if len(line) > MAX_LINE_BYTES:
                lines[position] = b""
                self.too_long.append(self._line + position + 1)
        return lines


def split_ranges(path: str, parts: int) -> list[tuple[int, int]]:
    """Byte ranges of about equal size that cover a plain file; a compressed file is one range."""
    size = Path(path).stat().st_size
    with Path(path).open("rb") as raw:
        packed = compression(raw.read(4))
    if packed or parts <= 1 or size < parts:
        return [(0, -1)]
    borders = [size * part // parts for part in range(parts + 1)]
    return list(pairwise(borders))


def read_document(path: str, limit: int) -> bytes:
    """A whole (unpacked) document of at most `limit` bytes. Raises UnreadableLog when it is larger or damaged."""
    with open_log(path) as stream:
        try:
            data = stream.read(limit + 1)
        except (OSError, EOFError, zlib.error) as error:
            raise UnreadableLog(f"damaged compressed file ({error})", where=path) from error
    if len(data) > limit:
        raise UnreadableLog(
            f"document larger than {limit >> 20} MB", where=path, hint="write it as JSON lines, which are streamed"
        )
    return data


def file_head(path: str) -> bytes:
    """The first unpacked bytes of a file."""
    with Path(path).open("rb") as raw:
        return plain_head(raw.read(HEAD_BYTES))
