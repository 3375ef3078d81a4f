"""Speed of scanning a repository, against parsing alone: `python -m benchmarks.scan FOLDER`.

The peer is "parse every source file of the same tree with the same tree-sitter grammars, in as many processes". Prints
and checks (status 1 when missed): a cold scan at most 0.7 times the peer; a warm scan after touching 1 % of the files
at most 0.08 times the cold one; peak memory of each process at most 600 MB. Everything runs in fresh processes on a
copy of the tree, so that neither the copy nor the cache of the user is touched.
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
from mapgen.scan import Estate, ScanOptions, scan

COLD_BAR, WARM_BAR, MEMORY_BAR_MB = 0.7, 0.08, 600
JOBS = os.cpu_count() or 1
_BATCH = 64


def main(folder: Path) -> int:
    """Measure peer, cold and warm scan; 1 when a bar is missed."""
    with tempfile.TemporaryDirectory() as scratch:
        tree = Path(scratch) / "tree"
        shutil.copytree(folder, tree, symlinks=True, ignore=shutil.ignore_patterns(".git"))
        files = source_files(tree)
        lines = sum(path.read_bytes().count(b"\n") for path in files)
        print(f"{len(files)} source files, {lines:,} lines, {JOBS} processes")
        cache = Path(scratch) / "cache"
        peer = measured("peer", tree, cache)
        cold = measured("scan", tree, cache)
        touched = touch(files)
        warm = measured("scan", tree, cache)
    rows = [
        ("cold scan / parse everything", cold["seconds"] / peer["seconds"], COLD_BAR),
        (f"warm scan ({touched} files touched) / cold scan", warm["seconds"] / cold["seconds"], WARM_BAR),
        ("peak memory of a process, MB", max(cold["megabytes"], warm["megabytes"]), MEMORY_BAR_MB),
    ]
    print(f"peer {peer['seconds']:.1f} s, cold {cold['seconds']:.1f} s, warm {warm['seconds']:.2f} s")
    for title, value, bar in rows:
        print(f"{'ok  ' if value <= bar else 'MISS'} {title}: {value:.3f} (bar {bar})")
    return int(any(value > bar for _, value, bar in rows))


def source_files(tree: Path) -> list[Path]:
    """Every file of a language with a front end."""
    return sorted(p for p in tree.rglob("*") if p.suffix.lower() in EXTENSIONS and p.is_file())


def touch(files: list[Path]) -> int:
    """Change one file of a hundred by a comment-free blank line; returns how many."""
    chosen = files[:: max(1, len(files) // max(1, len(files) // 100))]
    for path in chosen:
        path.write_bytes(path.read_bytes() + b"\n")
    return len(chosen)


def measured(what: str, tree: Path, cache: Path) -> dict[str, float]:
    """Run one measurement in a fresh process: wall seconds and peak megabytes of its largest process."""
    environment = {**os.environ, "MAPGEN_CACHE_DIR": str(cache)}
    command = [sys.executable, "-m", "benchmarks.scan", f"--{what}", str(tree)]
    printed = subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout
    result: dict[str, float] = json.loads(printed.splitlines()[-1])
    return result


def parse_everything(tree: Path) -> None:
    """The peer: read and parse every source file."""
    files = [str(path) for path in source_files(tree)]
    batches = [files[i : i + _BATCH] for i in range(0, len(files), _BATCH)]
    with ProcessPoolExecutor(JOBS, mp_context=get_context("spawn")) as pool:
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
    scan(Estate.of([tree]), options=ScanOptions(jobs=JOBS), catalog_version=load_catalog().version)


def _measure(work: str, tree: Path) -> None:
    started = time.perf_counter()
    {"--peer": parse_everything, "--scan": scan_tree}[work](tree)
    seconds = time.perf_counter() - started
    largest = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    print(json.dumps({"seconds": seconds, "megabytes": largest / 1024}))


if __name__ == "__main__":
    if len(sys.argv) == 3 and sys.argv[1] in ("--peer", "--scan"):
        _measure(sys.argv[1], Path(sys.argv[2]))
    elif len(sys.argv) == 2 and Path(sys.argv[1]).is_dir():
        sys.exit(main(Path(sys.argv[1])))
    else:
        sys.exit("usage: python -m benchmarks.scan FOLDER")
