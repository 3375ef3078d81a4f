"""Speed of reading specifications, against parsing alone: `python -m benchmarks.specs FOLDER`.

Prints for each large document the ratio of our work to its base, medians of alternating runs in CPU time, and ends with
status 1 when a bar is missed:

- JSON over 500 kB: load, verdict, walk and signals at most 12 times `orjson.loads`;
- YAML over 500 kB: at most 1.2 times PyYAML's `CSafeLoader` plus that;
- full validation: median over these documents at most 100 times `orjson.loads`, without the start of the child
  process, which is printed apart.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from statistics import median

import orjson
import yaml

from extractors.documents import Document, load_document
from extractors.documents.collector import paused_gc
from extractors.documents.local_file import LocalFile
from extractors.documents.refs import Place, References
from extractors.openapi import OpenApiExtractor
from extractors.openapi.operations import operations
from extractors.openapi.signals import Signals
from extractors.openapi.validate import validate_spec
from extractors.openapi.validation_child import check
from extractors.openapi.verdict import quick_findings
from extractors.openapi.version import spec_format

LARGE = 500_000
RUNS = 7
JSON_BAR, YAML_BAR, VALIDATION_BAR = 12.0, 1.2, 100.0


def main(folder: Path) -> int:
    """Measure every specification below a folder; 1 when a bar is missed."""
    files = sorted(file for file in folder.rglob("*") if file.suffix in (".json", ".yaml", ".yml"))
    missed = 0
    validation: list[float] = []
    for file in files:
        raw = file.read_bytes()
        document = load_document(raw, file.name)
        if spec_format(document.data) is None:
            continue
        plain = orjson.dumps(document.data)
        base = seconds(lambda plain=plain: orjson.loads(plain))  # type: ignore[misc]
        if len(raw) > LARGE:
            missed += not report(file, raw, base)
            validation.append(validation_seconds(document) / base)
    print(f"start of the validating process: {start_seconds():.2f} s")
    ratio = median(validation)
    print(f"full validation: median {ratio:.0f}x orjson.loads, {len(validation)} documents (bar {VALIDATION_BAR:.0f})")
    return int(missed > 0 or ratio > VALIDATION_BAR)


def report(file: Path, raw: bytes, base: float) -> bool:
    """Print a document's ratio; True when it is within its bar."""
    source = LocalFile.of(file)
    bar = JSON_BAR * base
    ours, facts = seconds(lambda: understand(raw, source)), seconds(lambda: OpenApiExtractor().extract(source))
    label = f"bar {JSON_BAR:.0f}x orjson"
    if file.suffix != ".json":
        bar += YAML_BAR * seconds(lambda: yaml.load(raw, yaml.CSafeLoader))  # the safe loader
        label = f"bar {YAML_BAR}x CSafeLoader + {JSON_BAR:.0f}x orjson"
    print(
        f"{'ok  ' if ours <= bar else 'MISS'} {file.parent.name}/{file.name}: {ours / base:.1f}x orjson.loads, "
        f"{ours / bar:.2f} of the {label}; all facts with fields and lines {facts / base:.1f}x"
    )
    return ours <= bar


def understand(raw: bytes, source: LocalFile) -> tuple[str, ...]:
    """Load, verdict, walk and signals of one document."""
    with paused_gc():
        document = load_document(raw, source.path, duplicates="refuse")
        quick_findings(document, spec_format(document.data) or "")
        references = References(source, document)
        signals = Signals(document, references)
        for operation in operations(document.data, references, Place(source.path)):
            signals.add(operation)
        return signals.found


def validation_seconds(document: Document) -> float:
    """CPU seconds of a full validation in this process."""
    copies = iter([deepcopy(document.data) for _ in range(3)])  # the check changes its document
    return seconds(lambda: list(check(next(copies))), runs=3)


def start_seconds() -> float:
    """Wall-clock seconds of one full validation of an almost empty document with an empty cache."""
    document = load_document(b'{"openapi": "3.0.0", "info": {"title": "t", "version": "1"}, "paths": {}}', "t.json")
    with tempfile.TemporaryDirectory() as cache:
        started = time.perf_counter()
        validate_spec(document, cache=Path(cache))
        return time.perf_counter() - started


def seconds(work: Callable[[], object], runs: int = RUNS) -> float:
    """Median CPU seconds of a piece of work."""
    taken = []
    for _ in range(runs):
        started = time.process_time()
        kept = work()
        taken.append(time.process_time() - started)
        del kept
    return median(taken)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
