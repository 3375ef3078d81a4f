"""PostgreSQL server logs: connections and statements, joined by process id.

Understood: `log_connections`, `log_statement`, `log_min_duration_statement`, errors with their STATEMENT line, with a
`log_line_prefix` that has the time and `[pid]` (and perhaps `user@database`). A connection's lines count once.
"""

from __future__ import annotations

import re

import msgspec

from extractors.logs.engine.event import FAILED, Event, Rejected
from extractors.logs.engine.line_log import LineLog, LineReader
from extractors.logs.engine.masking import mask, mask_sql
from extractors.logs.formats import sql

_LINE = re.compile(
    r"(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?:\.\d+)? ?[A-Z0-9+:-]{0,6}) ?\[(\d+)(?:-\d+)?\]:? ?(.{0,200}?)"
    r"(LOG|ERROR|FATAL|PANIC|WARNING|NOTICE|INFO|DETAIL|HINT|CONTEXT|STATEMENT|DEBUG\d?): +(.*)",
    re.S,
)
_USER_AT = re.compile(r"([\w.$-]{1,63})@([\w.$-]{1,63})")
_SESSION = re.compile(r"user=(\S{1,63}) database=(\S{1,63})")
_STATEMENT = re.compile(r"(?:duration: ([\d.]+) ms +)?(?:statement|execute [^:]{1,80}|parse [^:]{1,80}): (.*)", re.S)
_MAX_SESSIONS = 50_000
_SYSTEM_DATABASES = frozenset(("postgres", "template0", "template1"))


class _Session(msgspec.Struct):
    user: str = ""
    database: str = ""
    failed: bool = False


class PostgresReader(LineReader):
    """Reads PostgreSQL log lines and remembers which process serves which user and database."""

    def __init__(self, head: bytes) -> None:
        super().__init__(head)
        self._sessions: dict[str, _Session] = {}

    def recognises(self, line: bytes) -> bool:
        """True for lines with PostgreSQL's prefix and a severity."""
        return _LINE.match(line.decode("utf-8", "replace")) is not None

    def parse(self, line: bytes) -> Event | None:
        """The event of one line; None for the server's own messages and continuation lines."""
        if line[:1].isspace():
            return None
        found = _LINE.match(line.decode("utf-8", "replace"))
        if found is None:
            raise Rejected("not a PostgreSQL log line")
        time, pid, prefix, level, message = found.groups()
        session = self._session(pid, prefix, message)
        if level == "LOG":
            return self._log(session, time, message)
        if level in ("ERROR", "FATAL"):
            session.failed = True
        if level == "STATEMENT":
            return _statement(session, time, message, -1.0)
        return None

    def _session(self, pid: str, prefix: str, message: str) -> _Session:
        session = self._sessions.get(pid)
        if session is None:
            if len(self._sessions) >= _MAX_SESSIONS:
                self._sessions.clear()
            session = self._sessions[pid] = _Session()
        named = _SESSION.search(message) or _USER_AT.search(prefix)
        if named:
            session.user, session.database = named[1], named[2]
        return session

    @staticmethod
    def _log(session: _Session, time: str, message: str) -> Event | None:
        if message.startswith(("connection authorized", "replication connection authorized")):
            event = _event(session, time)
            event.method, event.template = "CONNECT", "postgresql"
            return event
        found = _STATEMENT.match(message)
        if found is None:
            return None
        session.failed = False
        return _statement(session, time, found[2], float(found[1]) if found[1] else -1.0)


def _event(session: _Session, time: str) -> Event:
    return Event(
        source=session.user,
        source_kind="database_user",
        target=session.database,
        target_kind="database",
        transport="db",
        time=time,
        hint="operator" if session.database in _SYSTEM_DATABASES else "",
    )


def _statement(session: _Session, time: str, statement: str, ms: float) -> Event | None:
    verb, table = sql.shape(statement)
    if not verb or sql.is_session_control(verb):
        return None
    event = _event(session, time)
    event.method, event.template, event.ms = verb, table, ms
    if session.failed:
        event.status, session.failed = FAILED, False
    if sql.is_maintenance(verb):
        event.hint = "operator"
    return event


class PostgresLog(LineLog):
    """PostgreSQL server logs."""

    name = "logs/postgres"
    description = "PostgreSQL server logs (connections, statements)"
    reader = PostgresReader
    specificity = 0.95
    splittable = False

    def show(self, line: bytes) -> str:
        """A sample without the statement's literals; the time in front is kept."""
        text = line.decode("utf-8", "replace")
        found = _LINE.match(text)
        return mask(text[: found.start(4)] + mask_sql(text[found.start(4) :]) if found else text)
