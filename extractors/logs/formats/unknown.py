"""Files no format claims: named in the coverage statement instead of being dropped in silence."""

from __future__ import annotations

from collections.abc import Iterable

from extractors.logs.engine.reading import compression, file_head, looks_binary
from extractors.logs.engine.rows import notice
from mapgen.model.extraction import LogExtractor, SourceFile
from mapgen.model.facts import AnyFact


class UnknownLog(LogExtractor):
    """The extractor of last resort: says that and why a file was not understood."""

    name = "logs/unknown"
    version = "1"
    description = "Says which log files were not understood"

    def sniff(self, head: bytes, path: str) -> float:
        """Barely more than nothing, so that every other format goes first."""
        return 0.001

    def extract_log(self, file_path: str, source: SourceFile) -> Iterable[AnyFact]:
        """One notice: binary, compressed without the means to unpack it, empty, or an unknown format."""
        with open(file_path, "rb") as raw:  # noqa: PTH123 - the first bytes only
            packed = compression(raw.read(4))
        head = file_head(file_path)
        if packed and not head:
            yield notice(source, self.name, "log.unreadable", f"damaged {packed} file", "error")
        elif not head.strip():
            yield notice(source, self.name, "log.empty", "the log is empty", "info")
        elif looks_binary(head):
            yield notice(source, self.name, "log.unsupported", "binary content, not a log")
        else:
            yield notice(source, self.name, "log.unsupported", "the format of this log is not known; it was not read")
