"""uWSGI request log: one worker pool serves one application, which is the target."""

from __future__ import annotations

import re

from extractors.logs.engine.callers import caller
from extractors.logs.engine.event import Event, Rejected
from extractors.logs.engine.line_log import LineLog, LineReader
from extractors.logs.engine.requests import METHODS, split_url, status_code

_LINE = re.compile(
    r"\[pid: \d+\|app: (-?\d+)\|req: [^\]]{1,40}\] (\S+) \([^)]{0,200}\) \{[^}]{0,60}\} \[([^\]]{10,40})\] "
    r"([A-Z]+) (\S+) => generated (\d+) bytes in (\d+) (msecs|micros)(?: \(HTTP/[\d.]+ (\d{3})\))?"
)


class UwsgiReader(LineReader):
    """Reads uWSGI request lines."""

    def parse(self, line: bytes) -> Event | None:
        """The event of one line."""
        found = _LINE.match(line.decode("utf-8", "replace"))
        if found is None or found[4] not in METHODS:
            raise Rejected("not a uWSGI request line")
        source, source_kind = caller("", found[2])
        return Event(
            source=source,
            source_kind=source_kind,
            target=f"app:{found[1]}",
            target_kind="application",
            method=found[4],
            path=split_url(found[5])[1] or "/",
            status=status_code(found[9]),
            size=int(found[6]),
            ms=float(found[7]) / (1 if found[8] == "msecs" else 1000),
            time=found[3],
        )


class UwsgiLog(LineLog):
    """uWSGI request logs."""

    name = "logs/uwsgi"
    description = "uWSGI request logs"
    reader = UwsgiReader
    specificity = 0.95
