"""`python -m extractors.openapi FILE [--full]`: the facts of a specification, one JSON object per line."""

from __future__ import annotations

import sys
from pathlib import Path

import msgspec

from extractors.documents.local_file import LocalFile
from extractors.openapi import OpenApiExtractor
from mapgen.errors import MapgenError


def main(arguments: list[str]) -> int:
    """Print the facts of the named file; with `--full`, validate it in a child process. 2 = unusable input."""
    files = [argument for argument in arguments if not argument.startswith("-")]
    if len(files) != 1:
        print("usage: python -m extractors.openapi FILE [--full]", file=sys.stderr)
        return 2
    extractor = OpenApiExtractor(validation="full" if "--full" in arguments else "quick")
    try:
        for fact in extractor.extract(LocalFile.of(Path(files[0]))):
            print(msgspec.json.encode(fact).decode())
    except MapgenError as error:
        print(error, file=sys.stderr)
        return error.exit_code
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
