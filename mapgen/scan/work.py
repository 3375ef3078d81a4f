"""The work on one file: run every extractor that accepts it and turn whatever goes wrong into a notice."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import Literal

import msgspec

from mapgen.errors import BudgetExceeded, DocumentError
from mapgen.model.extraction import FileRole, LogExtractor
from mapgen.model.facts import AnyFact, Noticed
from mapgen.model.location import Location
from mapgen.scan.log_source import head_of
from mapgen.scan.plugins import Extractors
from mapgen.scan.roles import HEAD_BYTES, role_of_head
from mapgen.scan.source import DiskFile, RootFiles, digest

BINARY_HEAD = 8_192
"""A NUL in this many first bytes makes a file binary."""


class Job(msgspec.Struct, frozen=True, array_like=True):
    """One file to work on; `number` is its place in the run. forced: read it whatever its content says it is for."""

    number: int
    root: str
    path: str
    role: str
    size: int
    kind: Literal["file", "log"] = "file"
    forced: bool = False


class Result(msgspec.Struct, array_like=True):
    """What came out of one file.

    facts: msgpack of the list of facts. by_extractor: names of the extractors that found something, with fact counts.
    skipped: why the content was not given to extractors ("" when it was). looked_at: siblings read, with digests.
    """

    number: int
    facts: bytes = b"\x90"
    by_extractor: dict[str, int] = {}
    accepted: bool = False
    skipped: str = ""
    content: str = ""
    looked_at: dict[str, str] = {}


_encoder = msgspec.msgpack.Encoder()


def work_on(job: Job, roots: dict[str, RootFiles], extractors: Extractors) -> Result:
    """Facts of one file. Never raises for what a file contains; KeyboardInterrupt passes."""
    files = roots[job.root]
    source = DiskFile(files, job.path, FileRole(job.role), job.size)
    if job.kind == "log":
        return _collect(job, source, _log_runs(source, extractors.logs))
    accepting = [one for one in extractors.files if one.accepts(job.path)]
    if not accepting:
        return Result(job.number)
    try:
        content = source.data()
    except BudgetExceeded as error:
        return _left_out(job, "too large", "scan.too_large", f"files {error.message} are not read")
    except OSError:
        return _left_out(job, "unreadable", "scan.unreadable", "files that could not be read")
    if b"\0" in content[:BINARY_HEAD] and not content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return Result(job.number, skipped="binary", content=digest(content))
    role = role_of_head(job.path, content[: BINARY_HEAD if job.size < BINARY_HEAD else 4 * HEAD_BYTES])
    if role is not None and not job.forced:
        return Result(job.number, skipped=role.value, content=digest(content))
    result = _collect(job, source, [(one.name, partial(one.extract, source)) for one in accepting])
    result.content = digest(content)
    return result


Run = tuple[str, Callable[[], Iterable[AnyFact]]]
"""An extractor's name and the call that gives its facts."""


def _log_runs(source: DiskFile, extractors: Sequence[LogExtractor]) -> list[Run]:
    """The extractor that is surest about a log, as the only run."""
    full = source.files.folder / source.path
    head = head_of(full)
    if not extractors:
        return []
    score, best = max(((one.sniff(head, source.path), one) for one in extractors), key=lambda pair: pair[0])
    return [(best.name, lambda: best.extract_log(str(full), source))] if score > 0 else []


def _collect(job: Job, source: DiskFile, runs: Iterable[Run]) -> Result:
    parts: list[bytes] = []
    by_extractor: dict[str, int] = {}
    accepted = False
    for name, run in runs:
        accepted = True
        packed, found = _run(job, name, run)
        parts += packed
        if found:
            by_extractor[name] = found
    if job.kind == "log" and not accepted:
        parts.append(_pack(_notice(job, "log.unknown_format", "log files of a format that is not understood")))
    return Result(job.number, _array(parts), by_extractor, accepted, looked_at=source.looked_at)


def _run(job: Job, name: str, run: Callable[[], Iterable[AnyFact]]) -> tuple[list[bytes], int]:
    """Packed facts of one extractor and how many say more than a notice."""
    packed: list[bytes] = []
    found = 0
    try:
        for fact in run():
            packed.append(_pack(fact))
            found += not isinstance(fact, Noticed)
    except DocumentError as error:
        code = "document.over_budget" if isinstance(error, BudgetExceeded) else "document.invalid"
        packed.append(_pack(_notice(job, code, f"{name}: {error.message}", error.line or 0)))
    except (RecursionError, MemoryError) as error:
        what = "too deeply nested" if isinstance(error, RecursionError) else "needs too much memory"
        packed.append(_pack(_notice(job, "document.over_budget", f"{name}: {what}")))
    except Exception as error:  # noqa: BLE001 - see below
        # The one broad catch of a scan: a defect of one extractor (ours or a plugin's) on one hostile file must cost
        # that file alone, and must be seen. It is reported in the coverage statement with extractor and file.
        message = f"extractor {name} failed: {type(error).__name__} at {_origin(error)}"
        packed.append(_pack(_notice(job, "extractor.failed", message, severity="error")))
    return packed, found


def _origin(error: BaseException) -> str:
    """`module.py:120`, where an exception was raised: enough for a report, without anything of the analysed file."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return f"{Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}" if trace else "an unknown place"


def _left_out(job: Job, skipped: str, code: str, message: str) -> Result:
    return Result(job.number, _array([_pack(_notice(job, code, message))]), skipped=skipped)


def notice_result(job: Job, code: str, message: str) -> Result:
    """The result of a file that could not be worked on."""
    return Result(job.number, _array([_pack(_notice(job, code, message))]), accepted=True, skipped="failed")


def _notice(
    job: Job, code: str, message: str, line: int = 0, severity: Literal["warning", "error"] = "warning"
) -> Noticed:
    place = Location(job.root, job.path, max(line, 0), max(line, 0))
    return Noticed(location=place, rule="scan", code=code, message=message, severity=severity)


def _pack(fact: AnyFact) -> bytes:
    return _encoder.encode(fact)


def _array(parts: Sequence[bytes]) -> bytes:
    """A msgpack array of items that are packed already."""
    return _encoder.encode([msgspec.Raw(part) for part in parts])
