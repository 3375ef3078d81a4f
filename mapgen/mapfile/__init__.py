"""Map files: `integration-map.yaml`, which people edit, and `integration-map.lock.json`, which mapgen keeps.

Example:
    >>> from pathlib import Path
    >>> from mapgen.mapfile import read_map, write_map
    >>> imap = read_map(Path("integration-map.yaml"))  # doctest: +SKIP
    >>> write_map(imap, Path("integration-map.yaml")).changed  # doctest: +SKIP
    False
"""

from mapgen.mapfile.document import canonical
from mapgen.mapfile.problems import Problem
from mapgen.mapfile.reading import CheckedMap, check_map, lock_path, read_map
from mapgen.mapfile.writing import WrittenMap, dump_lock, dump_map, write_map

__all__ = [
    "CheckedMap",
    "Problem",
    "WrittenMap",
    "canonical",
    "check_map",
    "dump_lock",
    "dump_map",
    "lock_path",
    "read_map",
    "write_map",
]
