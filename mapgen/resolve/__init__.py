"""From facts to systems and flow candidates. Pure: no files are read here."""

from mapgen.resolve.resolver import Resolution, resolve

__all__ = ["Resolution", "resolve"]
