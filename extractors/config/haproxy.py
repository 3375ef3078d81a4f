"""HAProxy: backend servers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from extractors.config.common.base import ConfigExtractor, at, name_of
from extractors.config.common.flows import route
from extractors.config.common.owner import product_unit, unit_of
from extractors.config.common.placeholders import shell
from mapgen.model.extraction import SourceFile
from mapgen.model.facts import AnyFact, Transport

_FILES = re.compile(r".*haproxy.*\.(?:cfg|conf|tmpl|j2)(?:\.\w+)?|haproxy\.cfg.*", re.IGNORECASE)
_SERVER = re.compile(r"\s*server(?:-template)?\s+\S+\s+(?:\d[\d-]*\s+)?[\"']?([^\s\"']+)")
_SECTION = re.compile(r"(backend|listen|frontend|global|defaults|peers|resolvers)\b\s*(\S*)")


class HaProxy(ConfigExtractor):
    """Reads `server` lines of `backend` and `listen` sections."""

    name = "config/haproxy"
    version = "1"
    description = "HAProxy configuration"
    files = "haproxy.cfg, *haproxy*.cfg"
    example = "server crm1 crm:8080 check"
    yields = "a route from the unit that runs HAProxy to each backend server"

    def accepts(self, path: str) -> bool:
        """By name."""
        return _FILES.fullmatch(name_of(path)) is not None

    def extract(self, source: SourceFile) -> Iterable[AnyFact]:
        """One route per server."""
        owner = unit_of(source, "haproxy")
        for declared, (number, address, transport) in enumerate(_servers(source.text())):
            if not declared:
                yield from product_unit(source, "haproxy", number)
            yield route(at(source, number), "haproxy/server", owner, shell(address), transport)


def _servers(content: str) -> Iterator[tuple[int, str, Transport]]:
    section, mode = "", "http"
    for number, line in enumerate(content.splitlines(), 1):
        if found := _SECTION.match(line):
            section = found.group(1)
        elif line.strip().startswith("mode "):
            mode = line.split()[1]
        elif section in ("backend", "listen") and (server := _SERVER.match(line)):
            address = server.group(1)
            if not address.startswith(("unix@", "/", "127.0.0.1")):
                yield number, address.split("@")[-1], "http" if mode == "http" else "unknown"
