"""Zeek's http.log (tab separated, columns named by the `#fields` header; or JSON); the target is the Host header."""

from __future__ import annotations

from extractors.logs.engine.callers import caller, host_key
from extractors.logs.engine.event import Event, Rejected
from extractors.logs.engine.line_log import LineLog, LineReader
from extractors.logs.engine.requests import METHODS, split_url, status_code, whole
from extractors.logs.formats.edge_json import EdgeFields, edge_event, keys
from extractors.logs.formats.json_lines import Dialect, JsonLog

_NEEDED = ("method", "host", "uri")


class ZeekReader(LineReader):
    """Reads tab-separated http.log lines; a new `#fields` line changes the columns."""

    def __init__(self, head: bytes) -> None:
        super().__init__(head)
        self._columns: dict[str, int] = {}
        for line in head.split(b"\n"):
            if line.startswith(b"#fields"):
                self._learn(line)
                break

    def _learn(self, line: bytes) -> None:
        names = line.decode("utf-8", "replace").rstrip("\r").split("\t")[1:]
        self._columns = {name: position for position, name in enumerate(names)}

    def parse(self, line: bytes) -> Event | None:
        """The event of one line; None for header lines."""
        if line.startswith(b"#"):
            if line.startswith(b"#fields"):
                self._learn(line)
            return None
        if not all(name in self._columns for name in _NEEDED):
            raise Rejected("no columns of an http.log are declared")
        values = line.decode("utf-8", "replace").split("\t")
        if len(values) < len(self._columns):
            raise Rejected("too few columns")
        row = {name: "" if values[at] == "-" else values[at] for name, at in self._columns.items()}
        return _event(row)

    def recognises(self, line: bytes) -> bool:
        """True for every line of a file that declares the columns."""
        return all(name in self._columns for name in _NEEDED) and "uid" in self._columns


def _event(row: dict[str, str]) -> Event:
    if row["method"] not in METHODS:
        raise Rejected("no request seen (only the answer)")
    source, source_kind = caller(row.get("user_agent", ""), row.get("id.orig_h", ""))
    return Event(
        source=source,
        source_kind=source_kind,
        target=host_key(row["host"] or row.get("id.resp_h", "")),
        target_kind="host",
        method=row["method"],
        path=split_url(row["uri"])[1] or "/",
        status=status_code(row.get("status_code", "")),
        size=whole(row.get("response_body_len") or 0),
        time=row.get("ts", ""),
    )


class ZeekLog(LineLog):
    """Zeek http.log, tab separated."""

    name = "logs/zeek_http"
    description = "Zeek http.log (tab separated)"
    reader = ZeekReader
    specificity = 0.97


FIELDS = EdgeFields(
    method=keys("method"),
    url=keys("uri"),
    host=keys("host"),
    target=keys("host", "id.resp_h"),
    target_kind="host",
    clean=host_key,
    status=keys("status_code"),
    size=keys("response_body_len"),
    agent=keys("user_agent"),
    address=keys("id.orig_h"),
    time=keys("ts"),
)


class ZeekJsonLog(JsonLog):
    """Zeek http.log, JSON."""

    name = "logs/zeek_http_json"
    description = "Zeek http.log (JSON)"
    dialects = (Dialect("zeek", frozenset({"id.orig_h", "method", "host", "uri"}), lambda r: edge_event(r, FIELDS)),)
