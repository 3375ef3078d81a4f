"""Scanning: from the roots, specifications and logs of an estate to facts.

Example:
    >>> from pathlib import Path
    >>> from mapgen.scan import Estate, scan
    >>> result = scan(Estate.of([Path("app"), Path("config-repo")], specs=[], logs=[]))  # doctest: +SKIP
    >>> len(result.facts), result.coverage[0].languages  # doctest: +SKIP
"""

from mapgen.scan.estate import Estate, Root
from mapgen.scan.plugins import Extractors, PluginError, load_extractors
from mapgen.scan.progress import Progress, Silent, progress_for
from mapgen.scan.runner import ScanOptions, ScanResult, scan

__all__ = [
    "Estate",
    "Extractors",
    "PluginError",
    "Progress",
    "Root",
    "ScanOptions",
    "ScanResult",
    "Silent",
    "load_extractors",
    "progress_for",
    "scan",
]
