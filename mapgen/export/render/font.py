"""Text widths from a TrueType font: just the tables `head`, `hhea`, `hmtx` and `cmap` (OpenType 1.9)."""

from __future__ import annotations

import struct
from bisect import bisect_right
from dataclasses import dataclass
from functools import cache

from mapgen.errors import ExportError
from mapgen.export.render import assets

_FULL_WIDTH = 1.0
"""Em of a character the font lacks: CJK ideographs and emoji are one em wide in every font."""


@dataclass(frozen=True, slots=True)
class Font:
    """Advance widths of a font, in em. starts, ends, offsets: the code point ranges of its character map."""

    advances: tuple[float, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    offsets: tuple[int, ...]

    def glyph(self, char: str) -> int:
        """Glyph index, 0 when the font lacks the character."""
        code = ord(char)
        place = bisect_right(self.starts, code) - 1
        return code + self.offsets[place] if place >= 0 and code <= self.ends[place] else 0

    def width(self, text: str, size: float) -> float:
        """Width of the text at a font size in pixels."""
        return sum(self._advance(char) for char in text) * size

    def _advance(self, char: str) -> float:
        glyph = self.glyph(char)
        return self.advances[min(glyph, len(self.advances) - 1)] if glyph else _FULL_WIDTH


@cache
def shipped(bold: bool = False) -> Font:
    """The font the package ships. Raises ExportError when the build left it out or it cannot be read."""
    path = assets.asset(assets.BOLD if bold else assets.REGULAR)
    try:
        return read_font(path.read_bytes())
    except (struct.error, KeyError, IndexError) as error:
        raise ExportError("is not a usable TrueType font", where=str(path), hint="rebuild the package") from error


def read_font(data: bytes) -> Font:
    """Read a font file. Raises struct.error, KeyError or IndexError for anything else."""
    tables = {tag: data[offset : offset + length] for tag, offset, length in _directory(data)}
    units = struct.unpack_from(">H", tables["head"], 18)[0]
    count = struct.unpack_from(">H", tables["hhea"], 34)[0]
    metrics = struct.unpack_from(f">{2 * count}H", tables["hmtx"])
    ranges = _unicode_ranges(tables["cmap"])
    return Font(
        advances=tuple(advance / units for advance in metrics[::2]),
        starts=tuple(start for start, _, _ in ranges),
        ends=tuple(end for _, end, _ in ranges),
        offsets=tuple(first - start for start, _, first in ranges),
    )


def _directory(data: bytes) -> list[tuple[str, int, int]]:
    count = struct.unpack_from(">H", data, 4)[0]
    records = [struct.unpack_from(">4sIII", data, 12 + 16 * index) for index in range(count)]
    return [(tag.decode("latin-1"), offset, length) for tag, _, offset, length in records]


def _unicode_ranges(cmap: bytes) -> list[tuple[int, int, int]]:
    """(first code, last code, glyph of the first) of the format 12 subtable, which covers all planes."""
    count = struct.unpack_from(">H", cmap, 2)[0]
    for index in range(count):
        offset = struct.unpack_from(">I", cmap, 4 + 8 * index + 4)[0]
        if struct.unpack_from(">H", cmap, offset)[0] == 12:
            groups = struct.unpack_from(">I", cmap, offset + 12)[0]
            return [struct.unpack_from(">III", cmap, offset + 16 + 12 * group) for group in range(groups)]
    raise KeyError("no format 12 character map")
