"""Full validation by openapi-spec-validator, in a child process with limits; its errors are findings, never a gate.

    >>> validate_spec(load_yaml(raw, "crm.yaml")[0])
    [Finding(path="crm.yaml", line=12, code="spec.error", message="'title' is a required property", ...)]

Results are cached by the content's SHA-256 below `MAPGEN_CACHE_DIR`, else `XDG_CACHE_HOME/mapgen`, else
`~/.cache/mapgen`.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

import msgspec
import orjson

import extractors
from extractors.documents import Document, pointer
from extractors.documents.finding import Finding
from extractors.openapi.version import spec_format

CACHE_VERSION = "1"
"""Part of the cache key: raise it when the validator or the child changes."""

_BOOT = (
    "import sys; sys.path.append(sys.argv[1]); from extractors.openapi.validation_child import main; main(sys.argv[2:])"
)
_MAX_OUTPUT = 4 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class ChildLimits:
    """What the child process may use: CPU and wall-clock seconds, bytes of memory."""

    seconds: int = 20
    memory: int = 2 * 1024 * 1024 * 1024


class _Report(msgspec.Struct):
    """One error as the child tells it, and as it is cached."""

    code: str
    message: str
    path: list[str | int]


class _Result(msgspec.Struct):
    """Everything the child told; `stopped` says why it did not finish, "" when it did."""

    reports: list[_Report]
    stopped: str = ""


def validate_spec(document: Document, *, limits: ChildLimits | None = None, cache: Path | None = None) -> list[Finding]:
    """What is wrong with an OpenAPI or Swagger document, by line; empty when it is valid.

    Besides the validator's errors (`spec.error`): references that lead nowhere or back to themselves (`ref.dangling`,
    `ref.cycle`), those the validator may not follow (`ref.foreign`, only information), repeated keys
    (`spec.duplicate_key`) and a validator that crashed or ran out of its limits (`spec.unchecked`).

    Args:
        document: the loaded document; nothing is read again and nothing is fetched.
        limits: of the child process.
        cache: folder of the cache instead of the default one.
    """
    format_name = spec_format(document.data)
    if format_name is None:
        message = "neither 'openapi: 3.x' nor 'swagger: 2.0' at the top level"
        return [Finding(document.where, 1, "spec.version", message, "error")]
    content = orjson.dumps(document.data)
    result = _cached(content, cache or cache_folder(), limits or ChildLimits())
    findings = [
        Finding(document.where, duplicate.line, "spec.duplicate_key", f"key {duplicate.key!r} occurs twice")
        for duplicate in document.duplicates
    ]
    findings += [_finding(document, report) for report in result.reports]
    if result.stopped:
        findings.append(Finding(document.where, 1, "spec.unchecked", f"not fully validated: {result.stopped}", "info"))
    return sorted(set(findings))


def _finding(document: Document, report: _Report) -> Finding:
    return Finding(
        path=document.where,
        line=document.line(report.path),
        code=report.code,
        message=report.message,
        severity="info" if report.code == "ref.foreign" else "warning",
        pointer=pointer(report.path),
    )


def cache_folder() -> Path:
    """Where results are kept."""
    explicit = os.environ.get("MAPGEN_CACHE_DIR")
    if explicit:
        return Path(explicit) / "specs"
    if os.environ.get("XDG_CACHE_HOME"):
        return Path(os.environ["XDG_CACHE_HOME"]) / "mapgen" / "specs"
    try:
        return Path.home() / ".cache" / "mapgen" / "specs"
    except RuntimeError:  # a user without a home folder, as in some containers: nothing is kept
        return Path(os.devnull)


def _cached(content: bytes, folder: Path, limits: ChildLimits) -> _Result:
    key = hashlib.sha256(f"{CACHE_VERSION}:{limits}:".encode() + content).hexdigest()
    file = folder / f"{key}.json"
    try:
        return msgspec.json.decode(file.read_bytes(), type=_Result)
    except (OSError, msgspec.DecodeError):
        pass  # absent, unreadable or damaged: made again
    result = _run(content, limits)
    _store(file, msgspec.json.encode(result))
    return result


def _store(file: Path, content: bytes) -> None:
    """Write the file in one step; a cache that cannot be written (read-only, full) is done without."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=file.parent, delete=False) as made:
            made.write(content)
            made.flush()
            os.fsync(made.fileno())
        Path(made.name).replace(file)
    except OSError:
        return


def _run(content: bytes, limits: ChildLimits) -> _Result:
    """Run the child: isolated mode, an empty folder as the current one, no inherited environment but the path."""
    package_folder = str(Path(extractors.__file__).resolve().parent.parent)
    command = [sys.executable, "-I", "-c", _BOOT, package_folder, str(limits.seconds), str(limits.memory)]
    with tempfile.TemporaryDirectory() as folder:
        child = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            cwd=folder,
            env={"PATH": os.environ.get("PATH", ""), "LC_ALL": "C.UTF-8"},
        )
        try:
            output, errors = child.communicate(content, timeout=limits.seconds * 2)
        except subprocess.TimeoutExpired:
            child.kill()
            output, errors = child.communicate()
    reports = [_report(line) for line in output[:_MAX_OUTPUT].splitlines() if line.endswith(b"}")]
    return _Result(reports=reports, stopped=_why(child.returncode, errors, limits))


def _report(line: bytes) -> _Report:
    return msgspec.json.decode(line, type=_Report)


def _why(code: int, errors: bytes, limits: ChildLimits) -> str:
    """Why the child ended before its time."""
    if code == 0:
        return ""
    if code < 0:
        return f"the validator was stopped (limits {limits.seconds} s, {limits.memory >> 20} MB; signal {-code})"
    lines = errors.decode(errors="replace").strip().splitlines()
    failure = lines[-1].partition(":")[0] if lines else f"status {code}"
    return f"the validator failed ({failure[:100]})"
