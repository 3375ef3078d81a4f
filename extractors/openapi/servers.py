"""Server URLs with their variables' defaults filled in, and the hosts in them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import urlsplit

_VARIABLE = re.compile(r"\{([^{}]+)\}")
_MAX_SERVERS = 20
_HOST = re.compile(r"[a-z0-9](?:[a-z0-9.\-]*[a-z0-9])?\Z")
_PLACEHOLDERS = frozenset(("localhost", "example.com", "example.org", "example.net", "127.0.0.1", "0.0.0.0"))


def server_url(server: Any) -> str:
    """URL of an OpenAPI server object; a variable without default stays as `{name}`."""
    if not isinstance(server, dict) or not isinstance(server.get("url"), str):
        return ""
    variables = server.get("variables")
    return fill(server["url"], variables if isinstance(variables, dict) else {})


def fill(template: str, variables: dict[str, Any]) -> str:
    """A URL template with its variables' defaults, or where there is none their first enumerated value."""

    def value(match: re.Match[str]) -> str:
        variable = variables.get(match[1])
        if not isinstance(variable, dict):
            return match[0]
        choices = variable.get("enum")
        default = variable.get("default")
        if default is None and isinstance(choices, list) and choices:
            default = choices[0]
        return str(default) if isinstance(default, str | int | float) else match[0]

    return _VARIABLE.sub(value, template)


def openapi_servers(data: dict[str, Any]) -> tuple[str, ...]:
    """URLs of all server lists of an OpenAPI 3 document: of the document, then of its paths and operations."""
    return _unique(server_url(server) for servers in _server_lists(data) for server in servers)


def swagger_servers(data: dict[str, Any]) -> tuple[str, ...]:
    """URLs of a Swagger 2.0 document: schemes x host + basePath; only the base path when no host is given."""
    host, base = data.get("host"), data.get("basePath")
    base = base if isinstance(base, str) else ""
    if not isinstance(host, str) or not host:
        return (base,) if base else ()
    schemes = data.get("schemes")
    usable = [item for item in schemes if isinstance(item, str)] if isinstance(schemes, list) else []
    return _unique(f"{scheme}://{host}{base}" for scheme in (usable or ["https"]))


def hosts(urls: Iterable[str]) -> tuple[str, ...]:
    """The host names in URLs, without ports, duplicates, placeholders and unfilled templates."""
    found: dict[str, None] = {}
    for url in urls:
        if "://" not in url:
            continue
        try:
            host = (urlsplit(url).hostname or "").lower()
        except ValueError:  # a bracket that is not IPv6
            continue
        if _HOST.match(host) and host not in _PLACEHOLDERS:
            found[host] = None
    return tuple(found)


def _server_lists(data: dict[str, Any]) -> Iterator[list[Any]]:
    yield _list(data.get("servers"))
    paths = data.get("paths")
    for item in paths.values() if isinstance(paths, dict) else ():
        if not isinstance(item, dict):
            continue
        yield _list(item.get("servers"))
        for operation in item.values():
            if isinstance(operation, dict):
                yield _list(operation.get("servers"))


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _unique(urls: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(url for url in urls if url))[:_MAX_SERVERS]
