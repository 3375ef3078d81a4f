"""What a literal SQL statement says: tables, columns, and whether it reads or writes. A reader of statements as people
write them in code, not a parser: what it does not understand it leaves out."""

from __future__ import annotations

import re
from dataclasses import dataclass

from mapgen.model.facts import Access

MAX_LENGTH = 20_000
MAX_COLUMNS = 60

_NAME = r"[\"'`\[]?([A-Za-z_][\w$]*(?:[\"'`\]]?\.[\"'`\[]?[A-Za-z_][\w$]*){0,3})[\"'`\]]?"
_TABLES = re.compile(rf"\b(?:from|into|update|join|table(?:\s+if\s+(?:not\s+)?exists)?)\s+{_NAME}", re.IGNORECASE)
_WITH = re.compile(r"\b([A-Za-z_]\w*)\s+as\s*\(", re.IGNORECASE)
_SELECTED = re.compile(r"\bselect\s+(?:distinct\s+)?(.{1,4000}?)\s+from\b", re.IGNORECASE | re.DOTALL)
_INSERTED = re.compile(rf"\binto\s+{_NAME}\s*\(([^()]{{1,4000}})\)", re.IGNORECASE)
_SET = re.compile(r"\bset\s+(.{1,4000}?)(?:\bwhere\b|\breturning\b|$)", re.IGNORECASE | re.DOTALL)
_ASSIGNED = re.compile(r"(?:^|,)\s*[\"'`\[]?([A-Za-z_]\w*)[\"'`\]]?\s*=")
_COLUMN = re.compile(
    r"(?:[A-Za-z_]\w*\.)?[\"'`\[]?([A-Za-z_]\w*)[\"'`\]]?(?:\s+(?:as\s+)?[\"'`\[]?[A-Za-z_]\w*[\"'`\]]?)?$", re.I
)
_NOT_TABLES = frozenset({"select", "set", "values", "where", "unnest", "lateral", "dual", "table", "if", "only"})
_FIRST = re.compile(r"\s*(?:--[^\n]*\n\s*)*([a-z]+)", re.IGNORECASE)
_WRITES = frozenset({"insert", "update", "delete", "merge", "create", "truncate", "copy", "replace", "upsert", "drop"})


@dataclass(frozen=True, slots=True)
class Statement:
    """Tables in order of appearance, columns of the statement's own list, access."""

    tables: tuple[str, ...]
    columns: tuple[str, ...]
    access: Access


def read_statement(sql: str) -> Statement | None:
    """The statement a text is; None for a text that is none."""
    sql = sql[:MAX_LENGTH]
    first = _FIRST.match(sql)
    word = first.group(1).lower() if first else ""
    if word not in _WRITES and word not in ("select", "with"):
        return None
    local = {name.lower() for name in _WITH.findall(sql)} if word == "with" else set()
    tables = [re.sub(r"[\"'`\[\]]", "", name) for name in _TABLES.findall(sql)]
    named = [name for name in tables if name.lower() not in _NOT_TABLES and name.lower() not in local]
    return Statement(tuple(dict.fromkeys(named)), _columns(sql, word), "write" if word in _WRITES else "read")


def _columns(sql: str, word: str) -> tuple[str, ...]:
    if word == "insert":
        inserted = _INSERTED.search(sql)
        pieces = inserted.group(2).split(",") if inserted else []
    elif word == "update":
        given = _SET.search(sql)
        return tuple(dict.fromkeys(_ASSIGNED.findall(given.group(1))))[:MAX_COLUMNS] if given else ()
    else:
        selected = _SELECTED.search(sql) if word == "select" else None
        pieces = selected.group(1).split(",") if selected else []
    found = [match.group(1) for piece in pieces if (match := _COLUMN.match(piece.strip()))]
    return tuple(dict.fromkeys(found))[:MAX_COLUMNS]
