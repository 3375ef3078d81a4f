"""One large file in several processes: byte ranges, pure chunks, merge in file order."""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor

from extractors.logs.engine.line_log import LineLog
from extractors.logs.engine.partial import Partial
from extractors.logs.engine.reading import split_ranges
from mapgen.model.extraction import SourceFile
from mapgen.model.facts import AnyFact


def map_parallel(extractor: LineLog, file_path: str, processes: int) -> Partial:
    """Aggregate of a whole file, its byte ranges read by `processes` spawned processes.

    The result equals `extractor.map_chunk(file_path)`. Compressed files and formats whose lines depend on each
    other are read in one piece.
    """
    ranges = split_ranges(file_path, processes) if extractor.splittable else [(0, -1)]
    if len(ranges) == 1:
        return extractor.map_chunk(file_path)
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(max_workers=processes, mp_context=context) as pool:
        chunks = [pool.submit(extractor.map_chunk, file_path, start, end) for start, end in ranges]
        whole = chunks[0].result()
        for chunk in chunks[1:]:
            whole.merge(chunk.result())
    return whole


def extract_parallel(extractor: LineLog, file_path: str, source: SourceFile, processes: int) -> Iterable[AnyFact]:
    """As `extractor.extract_log`, in several processes."""
    return extractor.facts(map_parallel(extractor, file_path, processes), source)
