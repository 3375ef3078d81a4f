"""W3C extended logs: IIS, CloudFront and others whose columns are named by a `#Fields:` line.

The target is the requested host (`cs-host`, `x-host-header`), else the site that wrote the log.
"""

from __future__ import annotations

import re
from urllib.parse import unquote_plus

from extractors.logs.engine.callers import caller, host_key
from extractors.logs.engine.event import Event, Rejected
from extractors.logs.engine.line_log import LineLog, LineReader
from extractors.logs.engine.masking import mask
from extractors.logs.engine.requests import METHODS, split_url, status_code, whole

_QUERY_VALUE = re.compile(rb"=[^&\s]+")
_MARK = b"#Fields:"


class W3cReader(LineReader):
    """Reads lines by the columns of the last `#Fields:` line; separators are spaces or tabs."""

    def __init__(self, head: bytes) -> None:
        super().__init__(head)
        self._columns: list[str] = []
        for line in head.split(b"\n"):
            if line.startswith(_MARK):
                self._learn(line)
                break

    def _learn(self, line: bytes) -> None:
        self._columns = line.removeprefix(_MARK).decode("utf-8", "replace").lower().split()

    def parse(self, line: bytes) -> Event | None:
        """The event of one line; None for header lines."""
        if line.startswith(b"#"):
            if line.startswith(_MARK):
                self._learn(line)
            return None
        if "cs-method" not in self._columns:
            raise Rejected("no columns of a web log are declared")
        values = line.decode("utf-8", "replace").rstrip("\r").split("\t" if b"\t" in line else " ")
        if len(values) < len(self._columns):
            raise Rejected("too few columns")
        return _event({name: "" if value == "-" else value for name, value in zip(self._columns, values, strict=False)})

    def recognises(self, line: bytes) -> bool:
        """True for every line of a file that declares the columns of a web log."""
        return "cs-method" in self._columns and "cs-uri-stem" in self._columns


def _event(row: dict[str, str]) -> Event:
    if row["cs-method"] not in METHODS:
        raise Rejected("no request")
    agent = unquote_plus(row.get("cs(user-agent)", "")).replace("%20", " ")
    source, source_kind = caller(agent, row.get("c-ip", ""))
    host = row.get("x-host-header") or row.get("cs-host") or row.get("cs(host)", "")
    # CloudFront counts seconds with a fraction, IIS whole milliseconds.
    taken = row.get("time-taken", "")
    return Event(
        source=source,
        source_kind=source_kind,
        target=host_key(host),
        target_kind="vhost" if host else "self",
        method=row["cs-method"],
        path=split_url(row.get("cs-uri-stem", ""))[1] or "/",
        status=status_code(row.get("sc-status", "")),
        ms=float(taken) * (1000 if "." in taken else 1) if taken.replace(".", "", 1).isdecimal() else -1.0,
        size=whole(row.get("sc-bytes") or 0),
        time=f"{row.get('date', '')} {row.get('time', '')}",
    )


class W3cLog(LineLog):
    """W3C extended web logs."""

    name = "logs/w3c"
    description = "W3C extended logs (IIS, CloudFront)"
    reader = W3cReader
    specificity = 0.96

    def show(self, line: bytes) -> str:
        """A masked sample; the query has a column of its own here."""
        return mask(_QUERY_VALUE.sub(rb"=*", line))
