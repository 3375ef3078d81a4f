"""The layout engine: ELK's layered algorithm in an embedded V8, without Node, network or file access.

It runs in a child process (`elk_worker.py`), so that a layout which takes too long or too much memory ends without
harm to the caller; a fresh engine per layout also makes the answer depend on the graph alone.
"""

from __future__ import annotations

import subprocess
import sys
from functools import lru_cache
from pathlib import Path
from typing import Any

import orjson

from mapgen.errors import ExportError
from mapgen.export.render import assets

SECONDS = 60.0
"""Most time one layout may take; 60 systems need about a second."""

WORKER = Path(__file__).with_name("elk_worker.py")


def layout(graph: dict[str, Any]) -> dict[str, Any]:
    """Give the ELK JSON graph with coordinates. Raises ExportError when the engine fails or runs out of time.

    Answers are kept by content, so that an unchanged map is laid out once per process.
    """
    answer: dict[str, Any] = orjson.loads(_layout(orjson.dumps(graph, option=orjson.OPT_SORT_KEYS)))
    return answer


@lru_cache(maxsize=64)
def _layout(graph: bytes) -> bytes:
    # -I: neither the environment nor the current folder may supply modules.
    command = [sys.executable, "-I", str(WORKER), str(assets.asset(assets.ENGINE))]
    try:
        done = subprocess.run(command, input=graph, capture_output=True, timeout=SECONDS, check=False)
    except subprocess.TimeoutExpired as error:
        raise ExportError(
            f"the layout took more than {SECONDS:.0f} s", hint="choose a smaller view, for example --view overview"
        ) from error
    if done.returncode != 0:
        last = done.stderr.decode("utf-8", "replace").strip().splitlines()[-1:]
        raise ExportError(f"the layout engine failed: {''.join(last)[:300] or f'exit code {done.returncode}'}")
    return done.stdout
