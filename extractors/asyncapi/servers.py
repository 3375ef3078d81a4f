"""Servers of an AsyncAPI document as URLs: `kafka://broker:9092`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from extractors.documents.refs import Place, References
from extractors.openapi.servers import fill

_MAX_SERVERS = 20


def asyncapi_servers(data: dict[str, Any], references: References, root: Place) -> tuple[str, ...]:
    """URLs with their variables' defaults: `host` + `pathname` (3), `url` (2 and 1), with the protocol in front."""
    return tuple(dict.fromkeys(url for url in _urls(data.get("servers"), references, root.at("servers")) if url))[
        :_MAX_SERVERS
    ]


def _urls(servers: Any, references: References, at: Place) -> Iterator[str]:
    listed: list[tuple[str | int, Any]] = []
    if isinstance(servers, dict):
        listed = list(servers.items())
    elif isinstance(servers, list):  # version 1
        listed = list(enumerate(servers))
    for key, item in listed:
        server, _ = references.resolve(item, at.at(key))
        if isinstance(server, dict):
            yield _url(server)


def _url(server: dict[str, Any]) -> str:
    variables = server.get("variables")
    template = server.get("url")
    if not isinstance(template, str):
        template = f"{server.get('host') or ''}{server.get('pathname') or ''}"
    filled = fill(template, variables if isinstance(variables, dict) else {})
    protocol = server.get("protocol") or server.get("scheme")
    return filled if "://" in filled or not filled or not isinstance(protocol, str) else f"{protocol}://{filled}"
