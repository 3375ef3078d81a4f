"""Line-oriented formats: `.env` files and Java properties, with the line of every entry."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_ENV_LINE = re.compile(r"\s*(?:export\s+)?([A-Za-z_][A-Za-z0-9_.-]*)\s*[=:](?!:)\s?(.*)")
_ESCAPE = re.compile(r"\\(u[0-9a-fA-F]{4}|.)", re.DOTALL)
_CONTROL = {"t": "\t", "n": "\n", "r": "\r", "f": "\f"}


@dataclass(frozen=True, slots=True)
class Entry:
    """One `key = value` of a line-oriented file; `line` is where it starts (1-based).

    `literal` is True when quoting forbids interpolation (single quotes in `.env` files).
    """

    key: str
    value: str
    line: int
    literal: bool = False


def dotenv(content: str) -> Iterator[Entry]:
    """The entries of a `.env` file: quotes and trailing comments removed, multi-line quotes joined."""
    lines = content.splitlines()
    index = 0
    while index < len(lines):
        line = index + 1
        found = _ENV_LINE.fullmatch(lines[index]) if not lines[index].lstrip().startswith("#") else None
        index += 1
        if found is None:
            continue
        key, raw = found.group(1), found.group(2).strip()
        quote = raw[:1]
        if quote in ("'", '"') and raw.find(quote, 1) < 0:
            raw, index = _until_quote(raw, quote, lines, index)
        yield Entry(key, _unquoted(raw), line, literal=quote == "'")


def _until_quote(raw: str, quote: str, lines: list[str], index: int) -> tuple[str, int]:
    """Join following lines until the quote closes; a quote that never closes ends at its own line."""
    for ahead in range(index, min(index + 100, len(lines))):
        if quote in lines[ahead]:
            return "\n".join([raw, *lines[index : ahead + 1]]), ahead + 1
    return raw, index


def _unquoted(raw: str) -> str:
    quote = raw[:1]
    if quote in ("'", '"'):
        end = raw.find(quote, 1)
        return raw[1:end] if end > 0 else raw[1:]
    head, _, _ = raw.partition(" #")
    return head.strip()


def properties(content: str) -> Iterator[Entry]:
    """The entries of a Java properties file: continuation lines, `=`, `:` or blank separators, escapes."""
    lines = content.splitlines()
    index = 0
    while index < len(lines):
        line = index + 1
        logical = lines[index].lstrip()
        index += 1
        if not logical or logical[0] in "#!":
            continue
        while _continues(logical) and index < len(lines):
            logical = logical[:-1] + lines[index].lstrip()
            index += 1
        key, value = _split(logical)
        yield Entry(_unescaped(key), _unescaped(value).rstrip(), line)


def _continues(line: str) -> bool:
    return (len(line) - len(line.rstrip("\\"))) % 2 == 1


def _split(line: str) -> tuple[str, str]:
    position = 0
    while position < len(line):
        letter = line[position]
        if letter == "\\":
            position += 2
            continue
        if letter in "=:" or letter.isspace():
            rest = line[position:].lstrip()
            return line[:position], rest[1:].lstrip() if rest[:1] in ("=", ":") else rest
        position += 1
    return line, ""


def _unescaped(raw: str) -> str:
    if "\\" not in raw:
        return raw

    def plain(found: re.Match[str]) -> str:
        code = found.group(1)
        if len(code) == 5:
            return chr(int(code[1:], 16))
        return _CONTROL.get(code, code)

    return _ESCAPE.sub(plain, raw)
