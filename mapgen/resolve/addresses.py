"""Reading addresses: URLs, JDBC and other DSNs, host:port lists, service-discovery names.

Input is text in which unresolved holes are rendered as `{kind:name}` (see `Value.__str__`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_SCHEME = re.compile(r"^(?P<scheme>[a-z][a-z0-9+.\-]{1,30}):(?://)?", re.IGNORECASE)
_JDBC_ORACLE = re.compile(r"^jdbc:oracle:[a-z]+:@(?://)?(?P<host>[^:/]+)", re.IGNORECASE)
_GO_DSN = re.compile(r"@(?:tcp|udp)\((?P<host>[^):]+)(?::(?P<port>\d+))?\)/?(?P<database>\w*)")
_PAIRS_HOST = re.compile(
    r"(?:^|[;\s])(?:data source|server|host|hostname|addr|address|endpoint)\s*=\s*(?P<host>[^;\s]+)", re.IGNORECASE
)
_PAIRS_DB = re.compile(r"(?:^|[;\s])(?:initial catalog|database|dbname)\s*=\s*(?P<database>[^;\s]+)", re.IGNORECASE)
_HOST_PORT = re.compile(
    r"^(?P<host>(?:[A-Za-z0-9_](?:[A-Za-z0-9_.\-]*[A-Za-z0-9_])?)|\{[^{}]+\})(?::(?P<port>\d{2,5}))?$"
)
_HOLE = re.compile(r"\{(?P<kind>env|property|const|param|unknown):(?P<name>[^{}]*)\}")
_LOOPBACK = frozenset({"localhost", "127.0.0.1", "0.0.0.0", "::1", "host.docker.internal"})
_PLATFORM = frozenset({"metadata.google.internal", "169.254.169.254", "169.254.170.2", "100.100.100.200"})
"""Hosts of a cloud machine's own metadata: part of the machine, not a system."""
_NOT_ADDRESS_SCHEMES = frozenset(
    {"classpath", "file", "urn", "data", "mailto", "javascript", "tel", "about", "arn", "git"}
)

_BLANK = re.compile(r"\b(?:your|my|example)[-_]|<[a-z_-]{1,40}>", re.IGNORECASE)

MAX_ADDRESS = 2000
"""Longer strings are not addresses; keeps every pattern here linear and small."""


@dataclass(frozen=True, slots=True)
class Address:
    """Parts of an address. `host` is lower case and may be a hole (`{env:CRM_HOST}`); `scheme` has no `://`;
    `port` is 0 when absent; `database` the first path segment of a database URL."""

    scheme: str
    host: str
    port: int = 0
    path: str = ""
    database: str = ""

    @property
    def loopback(self) -> bool:
        """The address names the machine itself."""
        return self.host in _LOOPBACK or self.host in _PLATFORM

    @property
    def hole(self) -> tuple[str, str] | None:
        """(kind, name) of the hole that stands for the host, if it is one."""
        found = _HOLE.search(self.host)
        return (found["kind"], found["name"]) if found else None

    @property
    def public(self) -> bool:
        """The host looks like a name of the public DNS (a dot and an alphabetic last label)."""
        labels = self.host.split(".")
        return len(labels) >= 2 and labels[-1].isalpha() and len(labels[-1]) >= 2 and "{" not in labels[-1]


def parse_addresses(text: str) -> list[Address]:
    """All addresses in a value: one, or several for comma-separated hosts. Empty when it is not an address."""
    text = text.strip().strip("\"'")
    if not text or len(text) > MAX_ADDRESS or "\n" in text:
        return []
    special = _special(text)
    if special is not None:
        return [special]
    return _plain(text)


def _special(text: str) -> Address | None:
    if oracle := _JDBC_ORACLE.match(text):
        return Address("jdbc:oracle", oracle["host"].lower())
    if dsn := _GO_DSN.search(text):
        return Address("mysql", dsn["host"].lower(), int(dsn["port"] or 0), database=dsn["database"])
    if "=" in text and "://" not in text and (pair := _PAIRS_HOST.search(text)):
        host = re.sub(r"^(?:tcp:|np:|lpc:)", "", pair["host"], flags=re.IGNORECASE)
        name, _, port = re.sub(r"[,\\]", ":", host).partition(":")
        database = _PAIRS_DB.search(text)
        return Address(
            "dsn", name.lower(), int(port) if port.isdigit() else 0, database=database["database"] if database else ""
        )
    return None


def _plain(text: str) -> list[Address]:
    scheme, rest = "", text
    if text.lower().startswith("jdbc:"):
        inner = _SCHEME.match(text[5:])
        if inner:
            scheme, rest = f"jdbc:{inner['scheme'].lower()}", text[5 + inner.end() :]
    elif found := _scheme(text):
        scheme, rest = found
    if scheme in _NOT_ADDRESS_SCHEMES:
        return []
    rest = rest.removeprefix("//").removeprefix("/") if scheme in ("dns", "passthrough", "ipv4") else rest
    authority, slash, path = _split_path(rest)
    authority = authority.rsplit("@", 1)[-1]
    made: list[Address] = []
    for piece in authority.split(","):
        host, port = _host_port(piece.strip())
        if host:
            made.append(Address(scheme, host, port, slash + path, re.split(r"[/?;]", path, maxsplit=1)[0]))
    return made


def _scheme(text: str) -> tuple[str, str] | None:
    """(scheme, rest) for `scheme://rest`, and for `scheme:rest` of non-numeric rest other than host:port."""
    if "://" in text:
        head, _, rest = text.partition("://")
        last = re.split(r"[+]", head.lower())
        if re.fullmatch(r"[a-z][a-z0-9+.\-]{0,30}", head.lower()):
            return (last[-1] if head.lower().startswith("https+") else head.lower()), rest
        if head.startswith("{"):
            return "", rest
    return None


def _split_path(rest: str) -> tuple[str, str, str]:
    """Split authority and path at the first `/`, `?` or `;` that is not inside a hole."""
    depth = 0
    for index, char in enumerate(rest):
        if char == "{":
            depth += 1
        elif char == "}":
            depth = max(0, depth - 1)
        elif depth == 0 and char in "/?;#":
            return rest[:index], char, rest[index + 1 :]
    return rest, "", ""


def _host_port(piece: str) -> tuple[str, int]:
    if piece.startswith("["):
        inside, _, rest = piece[1:].partition("]")
        if ":" not in inside:  # `[your-shop].example.com`: a blank to fill in, not an IPv6 address
            return _host_port(f"{{{inside}}}{rest}")
        return inside.lower(), 0
    if piece.startswith("{"):
        close = piece.find("}")
        port = piece[close + 1 :].lstrip(":")
        head = piece[: close + 1]
        suffix = "" if port.isdigit() or not port or port.startswith("{") else port
        return (head + suffix if suffix.startswith((".", "-")) else head), int(port) if port.isdigit() else 0
    if "{" in piece:
        head = piece.partition(":")[0]
        return head.lower() if "{" not in head or "." in head else head, 0
    found = _HOST_PORT.match(piece)
    return (found["host"].lower(), int(found["port"] or 0)) if found else ("", 0)


def is_address(text: str) -> bool:
    """True for texts that are clearly addresses: a scheme with a host, or host:port; not bare words."""
    found = parse_addresses(text)
    return any(address.scheme or address.port for address in found)


def has_blank(text: str) -> bool:
    """Does an address hold a blank to fill in (`https://sqs.us-east-1.amazonaws.com/your-account-id`)?"""
    return _BLANK.search(text[:MAX_ADDRESS]) is not None
