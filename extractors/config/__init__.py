"""Config formats: one module per format. See `docs/formats.md` for what each reads and yields.

To add a format: write a module with a `ConfigExtractor` (copy `dotenv.py`, the smallest), list it in `registry.py`,
and add an input/expected pair under `tests/extractors/config/cases/<format>/`.
"""

from __future__ import annotations

from extractors.config.registry import config_extractors
from mapgen.model.extraction import Extractor


def extractors() -> list[Extractor]:
    """Every config extractor."""
    return list(config_extractors())
