"""The suite `specs`: every specification below a folder goes through its extractor.

A file that is meant to be a specification and gives no API, or breaks its extractor, counts as failed.
"""

from __future__ import annotations

import time
from collections.abc import Iterable
from pathlib import Path

from extractors import arazzo, asyncapi, openapi
from extractors.documents import load_document
from extractors.documents.local_file import LocalFile
from extractors.openapi.described import SPEC_SUFFIXES
from mapgen.errors import MapgenError
from mapgen.model.extraction import Extractor
from mapgen.model.facts import ApiDescribed

_NOT_SPECS = frozenset(("MANIFEST.json", "AWKWARD.json"))


def run(data: Path) -> dict[str, float]:
    """Files read, files that failed, and the seconds it took; `data` is a folder of specifications, or one that has
    them in `openapi/`."""
    root = data / "openapi" if (data / "openapi").is_dir() else data
    extractors = [*openapi.extractors(), *asyncapi.extractors(), *arazzo.extractors()]
    paths = sorted(
        file.relative_to(root).as_posix()
        for file in root.rglob("*")
        if file.suffix in SPEC_SUFFIXES and file.name not in _NOT_SPECS and file.is_file()
    )
    started = time.perf_counter()
    failed = sum(not _understood(LocalFile(root, path), extractors) for path in paths)
    return {"files": len(paths), "failed": failed, "seconds": round(time.perf_counter() - started, 3)}


def _understood(source: LocalFile, extractors: Iterable[Extractor]) -> bool:
    """True when the file gives an API, or is a readable fragment that others refer to."""
    try:
        facts = [fact for extractor in extractors for fact in extractor.extract(source)]
        described = any(isinstance(fact, ApiDescribed) for fact in facts)
        return described or _is_fragment(load_document(source.data(), source.path).data)
    except MapgenError:
        return False


def _is_fragment(data: object) -> bool:
    """True for a mapping of schemas, parameters and the like that declares no version of its own."""
    return isinstance(data, dict) and not {"openapi", "swagger", "asyncapi", "arazzo"} & set(data)
