"""From an estate to facts: discover files, reuse what is cached, work on the rest, say what was left out."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from types import FrameType
from typing import Literal

import msgspec

from mapgen.model.extraction import FileRole
from mapgen.model.facts import AnyFact, Noticed
from mapgen.model.integration_map import RootCoverage
from mapgen.scan.cache import RootCache, open_cache
from mapgen.scan.coverage import CoverageCounter
from mapgen.scan.discovery import Discovery, FoundFile, discover
from mapgen.scan.estate import Estate, Root
from mapgen.scan.plugins import Extractors, load_extractors
from mapgen.scan.pool import Limits, can_fork, run_in_workers
from mapgen.scan.progress import Progress, Silent
from mapgen.scan.source import Budgets, RootFiles
from mapgen.scan.work import Job, Result, notice_result, work_on
from mapgen.scan.worker import Setup

IN_PROCESS_FILES = 48
IN_PROCESS_BYTES = 400_000
"""Work up to this many files and bytes is done here: starting a worker would take longer."""

WORKER_BYTES = 1_000_000
"""Work of this size is worth another worker: each reads the rules of the languages it meets."""

LARGE_BYTES = 100_000
"""Larger files are worked on first."""


@dataclass(frozen=True, slots=True)
class ScanOptions:
    """How to scan. Sizes in bytes, times in seconds; `jobs` None means one worker per core."""

    include_tests: bool = False
    jobs: int | None = None
    cache: bool = True
    file_seconds: float = 30.0
    memory_bytes: int = 2_000_000_000
    code_bytes: int = 2_000_000
    data_bytes: int = 20_000_000


@dataclass(frozen=True)
class ScanResult:
    """What a scan found: all facts in a stable order (notices among them) and coverage per root."""

    facts: list[AnyFact] = field(default_factory=list)
    coverage: list[RootCoverage] = field(default_factory=list)

    @property
    def notices(self) -> list[Noticed]:
        """The facts that say what was not understood."""
        return [fact for fact in self.facts if isinstance(fact, Noticed)]


def scan(
    estate: Estate,
    extractors: Extractors | None = None,
    *,
    options: ScanOptions | None = None,
    catalog_version: str = "",
    progress: Progress | None = None,
) -> ScanResult:
    """Run every extractor over every source file of an estate.

    Args:
        estate: what to look at.
        extractors: which ones; by default those of every installed distribution.
        catalog_version: part of the cache key, because extractors read the catalog.

    Raises:
        PluginError, WorkerError: extractors cannot be loaded, workers cannot be started.
    """
    return _Scan(
        estate, extractors or load_extractors(), options or ScanOptions(), catalog_version, progress or Silent()
    ).run()


@dataclass
class _RootScan:
    """One root while it is scanned."""

    root: Root
    discovery: Discovery
    files: RootFiles
    cache: RootCache | None
    cached: dict[str, Result] = field(default_factory=dict)
    made: dict[str, Result] = field(default_factory=dict)

    def result(self, path: str) -> Result | None:
        return self.made.get(path) or self.cached.get(path)


class _Scan:
    """One run over an estate."""

    def __init__(
        self, estate: Estate, extractors: Extractors, options: ScanOptions, catalog_version: str, progress: Progress
    ) -> None:
        self._estate, self._extractors, self._options, self._progress = estate, extractors, options, progress
        self._key = f"{extractors.seal}:{catalog_version}:{options}"

    def run(self) -> ScanResult:
        scans = [self._open(root) for root in self._estate.roots]
        try:
            jobs = [job for scan in scans for job in self._jobs(scan)]
            numbered = [msgspec.structs.replace(job, number=number) for number, job in enumerate(jobs)]
            by_name = {scan.root.name: scan for scan in scans}
            self._progress.start("Reading files", len(numbered))
            with closing(self._work(numbered, scans)) as results:
                for result in results:
                    job = numbered[result.number]
                    by_name[job.root].made[job.path] = result
                    self._progress.advance()
            for scan in scans:
                if scan.cache is not None:
                    scan.cache.keep(scan.discovery.files, _cacheable(scan))
            return _gather(scans)
        finally:
            for scan in scans:
                if scan.cache is not None:
                    scan.cache.close()

    def _open(self, root: Root) -> _RootScan:
        nested = frozenset(other.path for other in self._estate.roots if other.path != root.path and not other.only)
        found = discover(root, nested)
        budgets = Budgets(self._options.code_bytes, self._options.data_bytes)
        files = RootFiles(root.name, root.path, [file.path for file in found.files], budgets)
        cacheable = self._options.cache and root.kind == "repository"
        cache = open_cache(root.path, self._key) if cacheable else None
        opened = _RootScan(root, found, files, cache)
        if cache is not None:
            opened.cached = cache.fresh(self._wanted(opened), files)
        return opened

    def _wanted(self, scan: _RootScan) -> Iterator[FoundFile]:
        roles = {FileRole.SOURCE, FileRole.TEST} if self._options.include_tests else {FileRole.SOURCE}
        for file in scan.discovery.files:
            if file.role in roles or file.path in scan.root.forced:
                yield file

    def _jobs(self, scan: _RootScan) -> Iterator[Job]:
        kind: Literal["file", "log"] = "log" if scan.root.kind == "log" else "file"
        for file in self._wanted(scan) if kind == "file" else scan.discovery.files:
            if file.path not in scan.cached:
                named = file.path in scan.root.forced or file.path == scan.root.only
                yield Job(0, scan.root.name, file.path, file.role.value, file.size, kind, forced=named)

    def _work(self, jobs: Sequence[Job], scans: Sequence[_RootScan]) -> Generator[Result, None, None]:
        small = len(jobs) <= IN_PROCESS_FILES and sum(job.size for job in jobs) <= IN_PROCESS_BYTES
        if small or not self._extractors.source:
            return self._work_here(jobs, {scan.root.name: scan.files for scan in scans})
        setup = Setup(
            source=self._extractors.source,
            folders={scan.root.name: str(scan.root.path) for scan in scans},
            paths={scan.root.name: list(scan.files.paths) for scan in scans},
            code_bytes=self._options.code_bytes,
            data_bytes=self._options.data_bytes,
            memory=self._options.memory_bytes,
        )
        useful = 1 + sum(job.size for job in jobs) // WORKER_BYTES + sum(job.kind == "log" for job in jobs)
        limits = Limits(min(useful, self._options.jobs or os.cpu_count() or 1), self._options.file_seconds)
        if limits.workers > 1 and can_fork():
            paths = [job.path for job in jobs if job.kind == "file"]
            for extractor in self._extractors.files:
                extractor.warm(paths)
        return run_in_workers(sorted(jobs, key=_turn), setup, limits, self._extractors)

    def _work_here(self, jobs: Sequence[Job], files: Mapping[str, RootFiles]) -> Generator[Result, None, None]:
        for job in jobs:
            try:
                with _alarm(self._options.file_seconds):
                    result = work_on(job, dict(files), self._extractors)
            except _TimeUp:
                result = notice_result(job, "scan.timeout", "files that took too long were left out")
            yield result


def _turn(job: Job) -> tuple[bool, int, str]:
    """Logs and large files first, so that all workers finish together; then by path: neighbours read the same files."""
    return job.kind != "log", -job.size if job.size > LARGE_BYTES else 0, job.path


class _TimeUp(BaseException):
    """The time of one file is over. Not an Exception, so that no extractor takes it for its own."""


@contextmanager
def _alarm(seconds: float) -> Iterator[None]:
    """Interrupt Python code that runs too long, where signals can (the main thread)."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def ring(number: int, frame: FrameType | None) -> None:
        raise _TimeUp

    before = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _cacheable(scan: _RootScan) -> dict[str, Result]:
    """Results worth keeping: not those of files that failed for want of time or memory, which may go better."""
    both = scan.cached | scan.made
    return {path: result for path, result in both.items() if result.skipped not in ("failed", "unreadable")}


_facts = msgspec.msgpack.Decoder(list[AnyFact])


def _gather(scans: Iterable[_RootScan]) -> ScanResult:
    gathered = ScanResult()
    for scan in scans:
        counter = CoverageCounter(scan.root.name, scan.discovery)
        gathered.facts.extend(scan.discovery.notices)
        for file in scan.discovery.files:
            result = scan.result(file.path)
            counter.count(file, result)
            if result is not None:
                gathered.facts.extend(_facts.decode(result.facts))
        gathered.coverage.append(counter.coverage())
    return gathered
