"""Time and legibility of pictures: `python -m benchmarks.layout [--json]`.

Each estate is laid out in a fresh engine, as `mapgen export` does. Times are wall seconds of one layout, the best of
`REPEATS`; sizes are pixels; the counts are those of `mapgen.export.render.quality`.
"""

from __future__ import annotations

import argparse
import dataclasses
import json
import time

from mapgen.export.base import ExportOptions
from mapgen.export.render import elk
from mapgen.export.render.layout import lay_out
from mapgen.export.render.quality import measure
from mapgen.export.render.svg import svg
from mapgen.export.rollup import scene_of
from mapgen.model.integration_map import IntegrationMap
from tests.export import estates

REPEATS = 3


def estates_to_draw() -> dict[str, IntegrationMap]:
    """The maps that are drawn, by name."""
    return {
        "5 systems": estates.small(),
        "12 systems": estates.crm_estate(),
        "30 systems": estates.synthetic(30, 45),
        "60 systems": estates.synthetic(60, 90),
        "300 systems, rolled up": estates.synthetic(300, 700),
    }


def row(name: str, imap: IntegrationMap) -> dict[str, object]:
    """Figures of one estate."""
    scene = scene_of(imap, ExportOptions())
    seconds = []
    for _ in range(REPEATS):
        elk._layout.cache_clear()
        start = time.perf_counter()
        picture = lay_out(scene)
        seconds.append(time.perf_counter() - start)
    return {
        "estate": name,
        "boxes": len(picture.boxes),
        "lines": len(picture.lines),
        "seconds": round(min(seconds), 3),
        "width": round(picture.width),
        "height": round(picture.height),
        "svg_bytes": len(svg(picture).encode()),
        **dataclasses.asdict(measure(picture)),
    }


def main() -> None:
    """Print a table, or one JSON object with `--json`."""
    parser = argparse.ArgumentParser(description="Time and legibility of pictures.")
    parser.add_argument("--json", action="store_true")
    as_json = parser.parse_args().json
    rows = [row(name, imap) for name, imap in estates_to_draw().items()]
    if as_json:
        print(json.dumps({"layout": rows}))
        return
    for figures in rows:
        print("  ".join(f"{key}={value}" for key, value in figures.items()))


if __name__ == "__main__":
    main()
