"""The verb and the table of an SQL statement; literals never leave this module."""

from __future__ import annotations

import re

_COMMENT = re.compile(r"/\*.{0,400}?\*/|--[^\n]{0,400}", re.S)
_TABLE = r"(?:ONLY )?\"?([A-Za-z_][\w$]*)\"?(?:\.\"?([A-Za-z_][\w$]*)\"?)?"
_BY_VERB = (
    (re.compile(r"SELECT\b.{0,4000}?\bFROM " + _TABLE, re.I), "SELECT"),
    (re.compile(r"INSERT INTO " + _TABLE, re.I), "INSERT"),
    (re.compile(r"UPDATE " + _TABLE, re.I), "UPDATE"),
    (re.compile(r"DELETE FROM " + _TABLE, re.I), "DELETE"),
    (re.compile(r"MERGE INTO " + _TABLE, re.I), "MERGE"),
    (re.compile(r"COPY " + _TABLE, re.I), "COPY"),
    (re.compile(r"TRUNCATE (?:TABLE )?" + _TABLE, re.I), "TRUNCATE"),
    (re.compile(r"CREATE (?:UNIQUE )?INDEX\b.{0,200}? ON " + _TABLE, re.I), "CREATE INDEX"),
    (re.compile(r"(?:CREATE|ALTER|DROP) TABLE (?:IF (?:NOT )?EXISTS )?" + _TABLE, re.I), ""),
    (re.compile(r"(?:VACUUM|ANALYZE|REINDEX|GRANT|REVOKE)\b.{0,200}?" + _TABLE, re.I), ""),
)
_VERBS = re.compile(r"(?:CREATE|ALTER|DROP) \w+|\w+", re.I)
_MAINTENANCE = frozenset("CREATE ALTER DROP VACUUM ANALYZE REINDEX GRANT REVOKE CLUSTER".split())
_SESSION = frozenset(
    "BEGIN COMMIT ROLLBACK SET SHOW SAVEPOINT RELEASE DEALLOCATE DISCARD START END LISTEN NOTIFY".split()
)


def shape(statement: str) -> tuple[str, str]:
    """Verb (`SELECT`, `CREATE INDEX`) and main table of a statement; "" for what is not found."""
    text = " ".join(_COMMENT.sub(" ", statement[:8000]).split())
    for pattern, verb in _BY_VERB:
        found = pattern.match(text)
        if found:
            name = verb or (_VERBS.match(text) or found)[0].upper()
            return name, found[2] or found[1]
    first = _VERBS.match(text)
    return (first[0].upper() if first else ""), ""


def is_maintenance(verb: str) -> bool:
    """True for statements of operators and migrations, not of an application's traffic."""
    return verb.split(" ")[0] in _MAINTENANCE


def is_session_control(verb: str) -> bool:
    """True for statements that move no data (BEGIN, SET...)."""
    return verb.split(" ")[0] in _SESSION
