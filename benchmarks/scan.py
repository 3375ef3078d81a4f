"""Speed of scanning a repository, against parsing alone: `python -m benchmarks.scan FOLDER [ROUNDS]`.

The peer is "parse every source file of the same tree with the same tree-sitter grammars, in as many processes". Prints
and checks (status 1 when missed): a cold scan at most 0.7 times the peer; a warm scan after touching 1 % of the files
at most 0.08 times the cold one; peak memory of each process at most 600 MB. Everything runs in fresh processes on a
copy of the tree, so that neither the copy nor the cache of the user is touched.

The bars are checked on CPU seconds (user and system, of the process and of its workers): they do not depend on what
else the machine is doing, whereas wall time of a few seconds on a shared machine says as much about its other users.
Wall ratios are printed beside them. Peer, cold and warm take turns for a few rounds and the best of each counts. The
clock starts when a process has imported what it needs, on both sides: start-up has a bar of its own (`mapgen --help`).
"""

from __future__ import annotations

import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

from extractors.code.frontend import parser_of
from extractors.code.languages import EXTENSIONS, frontend_for
from mapgen.catalog import load_catalog
from mapgen.scan import Estate, ScanOptions, load_extractors, scan

COLD_BAR, WARM_BAR, MEMORY_BAR_MB = 0.7, 0.08, 600
JOBS = os.cpu_count() or 1
_BATCH = 64

Measured = dict[str, float]
"""One run: `cpu` and `wall` seconds, `megabytes` of its largest process."""


def main(folder: Path, rounds: int) -> int:
    """Measure peer, cold and warm scan; 1 when a bar is missed."""
    with tempfile.TemporaryDirectory() as scratch:
        tree = Path(scratch) / "tree"
        shutil.copytree(folder, tree, symlinks=True, ignore=shutil.ignore_patterns(".git"))
        files = source_files(tree)
        lines = sum(path.read_bytes().count(b"\n") for path in files)
        print(f"{len(files)} source files, {lines:,} lines, {JOBS} processes, best of {rounds} rounds")
        runs = [one_round(tree, Path(scratch) / f"cache{number}", files) for number in range(rounds)]
    peer, cold, warm = (best([each[place] for each in runs]) for place in range(3))
    rows = [
        ("cold scan / parse everything, CPU", cold["cpu"] / peer["cpu"], COLD_BAR),
        ("warm scan (1 % touched) / cold scan, CPU", warm["cpu"] / cold["cpu"], WARM_BAR),
        ("peak memory of a process, MB", max(cold["megabytes"], warm["megabytes"]), MEMORY_BAR_MB),
    ]
    for title, run in (("peer", peer), ("cold", cold), ("warm", warm)):
        print(f"{title}: {run['cpu']:.2f} s of CPU, {run['wall']:.2f} s by the clock")
    print(f"by the clock: cold / peer {cold['wall'] / peer['wall']:.3f}, warm / cold {warm['wall'] / cold['wall']:.3f}")
    for title, value, bar in rows:
        print(f"{'ok  ' if value <= bar else 'MISS'} {title}: {value:.3f} (bar {bar})")
    return int(any(value > bar for _, value, bar in rows))


def one_round(tree: Path, cache: Path, files: list[Path]) -> tuple[Measured, Measured, Measured]:
    """Peer, cold scan, and warm scan after touching files, one after the other."""
    peer = measured("peer", tree, cache)
    cold = measured("scan", tree, cache)
    touch(files)
    return peer, cold, measured("scan", tree, cache)


def best(runs: list[Measured]) -> Measured:
    """The least time of several runs, and the most memory."""
    least = {what: min(run[what] for run in runs) for what in ("cpu", "wall")}
    return least | {"megabytes": max(run["megabytes"] for run in runs)}


def source_files(tree: Path) -> list[Path]:
    """Every file of a language with a front end."""
    return sorted(p for p in tree.rglob("*") if p.suffix.lower() in EXTENSIONS and p.is_file())


def touch(files: list[Path]) -> None:
    """Change one file of a hundred by a blank line at its end."""
    for path in files[::100]:
        path.write_bytes(path.read_bytes() + b"\n")


def measured(what: str, tree: Path, cache: Path) -> Measured:
    """Run one measurement in a fresh process."""
    environment = {**os.environ, "MAPGEN_CACHE_DIR": str(cache)}
    command = [sys.executable, "-m", "benchmarks.scan", f"--{what}", str(tree)]
    printed = subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout
    result: Measured = json.loads(printed.splitlines()[-1])
    return result


def parse_everything(tree: Path) -> None:
    """The peer: read and parse every source file."""
    files = [str(path) for path in source_files(tree)]
    batches = [files[i : i + _BATCH] for i in range(0, len(files), _BATCH)]
    way = "fork" if sys.platform.startswith("linux") else "spawn"  # as the scan does
    with ProcessPoolExecutor(JOBS, mp_context=get_context(way)) as pool:
        list(pool.map(_parse, batches))


def _parse(paths: list[str]) -> int:
    nodes = 0
    for path in paths:
        frontend = frontend_for(path)
        if frontend is not None:
            nodes += parser_of(frontend.grammar_for(path)).parse(Path(path).read_bytes()).root_node.child_count
    return nodes


def scan_tree(tree: Path) -> None:
    """Ours: discovery, every extractor, cache."""
    scan(Estate.of([tree]), load_extractors(), options=ScanOptions(jobs=JOBS), catalog_version=load_catalog().version)


def _measure(work: str, tree: Path) -> None:
    load_catalog()
    if work == "--scan":
        load_extractors()
    for extension in EXTENSIONS if work == "--peer" else ():
        frontend = frontend_for(f"a{extension}")
        if frontend is not None:
            parser_of(frontend.grammar_for(f"a{extension}"))
    used, started = _cpu(), time.perf_counter()
    {"--peer": parse_everything, "--scan": scan_tree}[work](tree)
    wall, cpu = time.perf_counter() - started, _cpu() - used
    largest = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    print(json.dumps({"cpu": cpu, "wall": wall, "megabytes": largest / 1024}))


def _cpu() -> float:
    """CPU seconds of this process and of its workers that have ended."""
    both = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(used.ru_utime + used.ru_stime for used in both)


if __name__ == "__main__":
    if len(sys.argv) == 3 and sys.argv[1] in ("--peer", "--scan"):
        _measure(sys.argv[1], Path(sys.argv[2]))
    elif len(sys.argv) in (2, 3) and Path(sys.argv[1]).is_dir():
        sys.exit(main(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) == 3 else 3))
    else:
        sys.exit("usage: python -m benchmarks.scan FOLDER [ROUNDS]")
