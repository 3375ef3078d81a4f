"""Speed of log and trace extraction: MB/s of CPU time in one process, and the ratio to peers that are present.

    python -m benchmarks.logs [--size MB] [--data DIR] [--parallel]

Files come from the seeded generator of the reference data (`MAPGEN_SHARED` or ../shared, `tools/gen_logs.py`), or
from DIR/{nginx.log,app.jsonl,otlp.jsonl}. DuckDB is compared when it can be imported, GoAccess when it is installed;
both run on one thread over the same file in the same run. CPU seconds count, not the clock.
"""

from __future__ import annotations

import argparse
import importlib
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from evals.logs import LogFile
from extractors.logs.engine.line_log import LineLog
from extractors.logs.engine.parallel import map_parallel
from extractors.logs.formats.access import AccessLog
from extractors.logs.formats.json_lines import AppJsonLog
from extractors.traces.otlp import OtlpTraces
from extractors.traces.trace_log import TraceLog

FILES = {"nginx": "nginx.log", "jsonl": "app.jsonl", "otlp": "otlp.jsonl"}
FORMATS: dict[str, type[LineLog] | type[TraceLog]] = {"nginx": AccessLog, "jsonl": AppJsonLog, "otlp": OtlpTraces}

QUERIES = {
    "nginx": """
        SELECT string_split(l, '"')[6] AS agent,
               regexp_extract(string_split(l, '"')[7], '\\[([^\\]]*)\\]', 1) AS upstream,
               regexp_replace(string_split(string_split(l, '"')[2], '?')[1], '[0-9]+', '{{}}', 'g') AS operation,
               string_split(string_split(l, '"')[3], ' ')[2] AS status, count(*),
               quantile_cont(try_cast(string_split(string_split(l, '"')[7], ' ')[3] AS DOUBLE), [0.5, 0.95])
        FROM read_csv('{file}', columns={{'l': 'VARCHAR'}}, delim='\\x01', quote='', escape='', header=false,
                      auto_detect=false, ignore_errors=true, strict_mode=false)
        GROUP BY ALL""",
    "jsonl": """
        WITH records AS (
            SELECT coalesce(service, "service.name", svc, name, regexp_replace(logger, '\\.client$', '')) AS source,
                   coalesce(msg, message, '') AS told,
                   coalesce(method, "http.request.method", "http.method", req.method) AS called,
                   coalesce(url, "url.full", "http.url", req.headers.host || req.url) AS whole,
                   coalesce(status_code, "http.response.status_code", "http.status_code", res.statusCode, status)
                       AS code,
                   coalesce(duration_ms, responseTime, "event.duration" / 1e6, latency * 1000, lag_ms) AS ms,
                   coalesce(response_bytes, "http.response.body.bytes", res.contentLength, bytes) AS size,
                   coalesce("peer.service", "db.name", topic, destination, provider) AS peer, "db.operation" AS verb
            FROM read_json('{file}', format='newline_delimited', ignore_errors=true, sample_size=20000,
                           union_by_name=true)),
        calls AS (
            SELECT source, peer, verb, ms, size, code,
                   coalesce(called, nullif(regexp_extract(told, '^([A-Z]+) https?://', 1), '')) AS method,
                   coalesce(whole, nullif(regexp_extract(told, '(https?://[^ ]+)', 1), '')) AS url
            FROM records)
        SELECT source, method, regexp_extract(url, '(?:://)?([^/?]+)', 1) AS host, peer, verb, code,
               regexp_replace(split_part(url, '?', 1),
                   '/([0-9]+|[0-9a-f]{{8}}-[0-9a-f-]{{27}}|[0-9a-f]{{16,}}|[^/]*[0-9]{{5,}}[^/]*)', '/{{}}', 'g')
                   AS operation,
               count(*), sum(size), quantile_cont(ms, [0.5, 0.95])
        FROM calls GROUP BY ALL""",
    "otlp": """
        SELECT sum(len(resourceSpans)) FROM read_json('{file}', format='newline_delimited', ignore_errors=true,
            maximum_object_size=200000000)""",
}
"""What a peer is asked: crude for nginx (any digits are an id), the same questions for JSON lines (templates by one
regular expression), parsing alone for OTLP."""

GOALS = {("nginx", "duckdb"): 0.6, ("nginx", "goaccess"): 4.0, ("jsonl", "duckdb"): 0.5, ("otlp", "duckdb"): 1.5}
"""Wanted ratio of our speed to the peer's."""


def cpu_seconds(work: Callable[[], object]) -> float:
    """CPU seconds (user and system, children included) that a piece of work takes."""
    before = _cpu()
    work()
    return _cpu() - before


def _cpu() -> float:
    own, children = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    return own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime


def ours(kind: str, path: Path) -> float:
    """CPU seconds of extracting a file whole."""
    extractor = FORMATS[kind]()
    return cpu_seconds(lambda: list(extractor.extract_log(str(path), LogFile(path, path.parent))))


def duckdb_seconds(kind: str, path: Path) -> float | None:
    """CPU seconds of DuckDB's query on one thread; None when DuckDB is not there."""
    try:
        duckdb: Any = importlib.import_module("duckdb")
    except ImportError:
        return None
    connection = duckdb.connect(config={"threads": 1})
    return cpu_seconds(lambda: connection.execute(QUERIES[kind].format(file=path)).fetchall())


def goaccess_seconds(kind: str, path: Path) -> float | None:
    """CPU seconds of GoAccess on an nginx log; None when it is not installed."""
    program = shutil.which("goaccess")
    if program is None or kind != "nginx":
        return None
    command = [program, str(path), "--log-format=COMBINED", "-o", "json", "--no-global-config"]
    return cpu_seconds(
        lambda: subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    )


def two_process_speedup(kind: str, path: Path) -> float | None:
    """Wall-clock gain of two processes over one, for line formats."""
    extractor = FORMATS[kind]()
    if not isinstance(extractor, LineLog):
        return None
    times = []
    for processes in (1, 2):
        began = time.perf_counter()
        map_parallel(extractor, str(path), processes)
        times.append(time.perf_counter() - began)
    return times[0] / times[1]


def inputs(data: Path | None, size: int, folder: Path) -> dict[str, Path]:
    """The files to read: given ones, or freshly generated ones of `size` MB."""
    if data is not None:
        return {kind: data / name for kind, name in FILES.items() if (data / name).is_file()}
    shared = Path(os.environ.get("MAPGEN_SHARED", Path(__file__).resolve().parents[1].parent / "shared"))
    generator = shared / "tools" / "gen_logs.py"
    if not generator.is_file():
        raise SystemExit("no generator found: set MAPGEN_SHARED, or give --data with nginx.log, app.jsonl, otlp.jsonl")
    for kind, name in FILES.items():
        out = ["--out", str(folder / name), "--truth", str(folder / f"{kind}.truth.json")]
        command = [sys.executable, str(generator), kind, "--bytes", str(size * 1_000_000), "--seed", "7", *out]
        subprocess.run(command, check=True)
    return {kind: folder / name for kind, name in FILES.items()}


def lines(kind: str, path: Path, parallel: bool) -> list[str]:
    """The report about one file."""
    megabytes = path.stat().st_size / 1e6
    seconds = ours(kind, path)
    out = [f"{kind}: {megabytes:.0f} MB, mapgen {megabytes / seconds:.1f} MB/s"]
    for peer, measure in (("duckdb", duckdb_seconds), ("goaccess", goaccess_seconds)):
        theirs = measure(kind, path)
        if theirs is None:
            out.append(f"  {peer}: not compared (not present)")
        else:
            goal = GOALS.get((kind, peer))
            wanted = f", goal {goal}" if goal else ""
            out.append(f"  {peer}: {megabytes / theirs:.1f} MB/s, ratio {theirs / seconds:.2f}{wanted}")
    if parallel and (gain := two_process_speedup(kind, path)) is not None:
        out.append(f"  two processes: {gain:.2f}x one (goal 1.6)")
    return out


def main() -> None:
    """Print the report."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0] if __doc__ else None)
    parser.add_argument("--size", type=int, default=100, help="MB per generated file")
    parser.add_argument("--data", type=Path, help="folder with nginx.log, app.jsonl, otlp.jsonl")
    parser.add_argument("--parallel", action="store_true", help="also measure two processes")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        for kind, path in inputs(options.data, options.size, Path(folder)).items():
            print("\n".join(lines(kind, path, options.parallel)), flush=True)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"peak memory of this process: {peak:.0f} MB (peers included)")


if __name__ == "__main__":
    main()
