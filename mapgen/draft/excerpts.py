"""Evidence as people see it: the lines a fact points at, redacted, and a hash that tells when they change."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from mapgen.model.evidence import Evidence
from mapgen.model.facts import TrafficObserved
from mapgen.model.location import Location
from mapgen.model.naming import fingerprint
from mapgen.model.vocabulary import EvidenceKind
from mapgen.redact import redact
from mapgen.resolve.candidates import Clue
from mapgen.resolve.confidence import weights
from mapgen.terminal import clean

MAX_LINES = 6
MAX_LINE = 240
MAX_FILE = 20_000_000
"""Files above this many bytes are not opened again for an excerpt (logs bring their own)."""


class ExcerptReader:
    """Reads excerpts below the roots of an estate; files are read once."""

    def __init__(self, roots: Mapping[str, Path]) -> None:
        self._roots = dict(roots)
        self._lines = lru_cache(maxsize=64)(self._read)

    def _read(self, root: str, path: str) -> tuple[str, ...]:
        base = self._roots.get(root)
        if base is None:
            return ()
        full = base / path if base.is_dir() else base
        try:
            if full.stat().st_size > MAX_FILE:
                return ()
            return tuple(full.read_bytes().decode("utf-8", "replace").splitlines())
        except OSError:
            return ()  # vanished since the scan: the location still tells where it was

    def lines(self, place: Location) -> list[str]:
        """The lines of a location, at most MAX_LINES; empty for a whole file."""
        if place.line <= 0:
            return []
        last = min(max(place.end_line, place.line), place.line + MAX_LINES - 1)
        return list(self._lines(place.root, place.path)[place.line - 1 : last])


def evidence_of(clue: Clue, reader: ExcerptReader) -> Evidence:
    """One clue as published evidence. Its id depends on place, rule and what it says, not on the order of the run."""
    place = clue.fact.location
    given = clue.fact.excerpt if isinstance(clue.fact, TrafficObserved) else ""
    lines = reader.lines(place)
    raw = given or "\n".join(line[:MAX_LINE] for line in lines)
    content = "\n".join(lines) or given
    return Evidence(
        id="e" + fingerprint(place.root, place.path, str(place.line), place.pointer, clue.fact.rule, clue.says)[:12],
        kind=clue.kind,
        root=place.root,
        path=place.path,
        line=place.line,
        end_line=max(place.end_line, place.line),
        pointer=place.pointer,
        excerpt=clean(redact(raw).text),
        content_hash=hashlib.sha256(content.encode()).hexdigest()[:16] if content else "",
        extractor=clue.fact.rule.partition("/")[0],
        rule=clue.fact.rule,
        says=clean(redact(clue.says).text)[:400],
        weight=weights().weight[clue.signal],
        count=max(1, clue.count),
    )


def field_evidence(place: Location, says: str, reader: ExcerptReader) -> Evidence:
    """Where a field was seen: evidence about what moves, not about whether it does (weight 0)."""
    lines = reader.lines(place)
    content = "\n".join(lines)
    kind = EvidenceKind.SPEC if place.path.endswith((".yaml", ".yml", ".json")) else EvidenceKind.CODE
    return Evidence(
        id="e" + fingerprint(place.root, place.path, str(place.line), "", "field", says)[:12],
        kind=kind,
        root=place.root,
        path=place.path,
        line=place.line,
        end_line=place.line,
        excerpt=clean(redact("\n".join(line[:MAX_LINE] for line in lines)).text),
        content_hash=hashlib.sha256(content.encode()).hexdigest()[:16] if content else "",
        extractor="field",
        rule="field/data-type",
        says=clean(says)[:400],
    )
