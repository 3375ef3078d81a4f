"""Recognising addresses in arguments and settings."""

from __future__ import annotations

import re

_URL = re.compile(r"[A-Za-z][A-Za-z0-9+.-]{1,30}://[^\s\"'<>,;|`\\:/][^\s\"'<>,;|`\\]{0,500}")
_HOST_PORT = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_.-]{0,250}[A-Za-z0-9_])?:\d{2,5}")
_OPTION = re.compile(r"--?([A-Za-z][\w.-]*)(?:=(.*))?", re.DOTALL)


def is_url(raw: str) -> bool:
    """True when the whole text starts like a URL."""
    return _URL.match(raw) is not None


def urls(raw: str) -> list[str]:
    """The URLs inside a text, in order."""
    return [found.group().rstrip(").]}") for found in _URL.finditer(raw)]


def is_host_port(raw: str) -> bool:
    """True for `host:port` (also `db:5432`), not for images (`redis:7` has no port) or times."""
    if not _HOST_PORT.fullmatch(raw):
        return False
    host = raw.rpartition(":")[0]
    return any(letter.isalpha() for letter in host)


def is_address(raw: str) -> bool:
    """True for a URL or `host:port`."""
    return is_url(raw) or is_host_port(raw)


def addresses_in(arguments: list[str]) -> list[tuple[int, str, str]]:
    """Addresses among command-line arguments as (index, option name or "command", address).

    `--db.url=http://x`, `--db.url http://x`, a bare URL, and URLs inside a shell line are understood.
    """
    found: list[tuple[int, str, str]] = []
    option = ""
    for index, argument in enumerate(arguments):
        taken = _OPTION.fullmatch(argument) if " " not in argument else None
        if taken:
            name, value = taken.groups()
            option = name if value is None else ""
            if value is not None and is_address(value):
                found.append((index, name, value))
            continue
        if is_address(argument) and " " not in argument:
            found.append((index, option or "command", argument))
        else:
            found.extend((index, option or "command", url) for url in urls(argument))
        option = ""
    return found
