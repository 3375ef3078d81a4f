"""Settings files that compose mounts into a service, whatever their format: lines that set an address.

Applications keep their addresses in formats of their own. What a deployment mounts is certainly read, so a line
`host: postgres` or `url = "http://media:8080"` in it is a setting of the service that mounts it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from extractors.config.common.addresses import is_address
from extractors.config.common.base import ConfigExtractor, at, folder, name_of, property_set
from extractors.config.common.owner import mount_of
from extractors.config.common.placeholders import shell
from mapgen.model.extraction import SourceFile
from mapgen.model.facts import ConfigSet
from mapgen.model.naming import words

_SUFFIXES = (".yml", ".yaml", ".toml", ".ini", ".cfg", ".hjson", ".json5", ".conf", ".json", ".config")
_MAX_BYTES = 200_000
_LINE = re.compile(
    r"\s*(?:-\s+)?[\"']?([A-Za-z_][\w.-]{0,80})[\"']?\s*(?:=>|[:=])\s*[\"']?([^\"'#;,\s{}\[\]]{2,300})[\"']?\s*,?\s*(?:[#;].*)?"
)
_HOST = re.compile(r"[A-Za-z][\w-]*(?:\.[\w-]+)*")
_HOST_KEYS = frozenset({"host", "hostname", "server", "addr", "address", "endpoint", "broker", "upstream", "backend"})
_NO_HOSTS = frozenset(
    {"localhost", "true", "false", "none", "null", "yes", "no", "on", "off", "default", "auto", "all"}
)
_LOCAL = re.compile(r"(?:\w+://)?(?:localhost|127\.0\.0\.1|0\.0\.0\.0|\[?::)")
_ADDRESS_MARKS = (b"://", b"host", b"addr", b"server")
_OTHER_FORMATS = (
    b"scrape_configs",
    b"static_resources",
    b"datasources:",
    b"pipelines:",
    b"_pass ",
    b"ProxyPass",
    b"connector.class",
    b"apiVersion",
    b"output",
    b"<match",
    b"services:",
    b'"panels"',
    b"openapi",
    b"oadBalancer",
    b"_format_version",
)
_OWN_NAMES = re.compile(r"(?:application|bootstrap|appsettings|package|tsconfig|docker-compose|compose|.*dashboard).*")


class MountedSettings(ConfigExtractor):
    """Reads address lines of mounted settings files that no other format claims."""

    name = "config/mounted"
    version = "1"
    description = "Settings files mounted by compose, in any key-value format"
    files = "*.yml, *.toml, *.ini, *.hjson, *.json, *.conf that a compose service mounts"
    example = 'url: "http://media:8080/"'
    yields = "a key of the service that mounts the file, for lines that set a host or an address"

    def accepts(self, path: str) -> bool:
        """By suffix; whether compose mounts it is looked up."""
        return path.endswith(_SUFFIXES) and not _OWN_NAMES.fullmatch(name_of(path))

    def extract(self, source: SourceFile) -> Iterable[ConfigSet]:
        """One fact per address line."""
        if source.size > _MAX_BYTES:
            return ()
        raw = source.data()
        if any(mark in raw for mark in _OTHER_FORMATS) or not any(
            mark in raw for mark in (b"://", b"host", b"addr", b"server")
        ):
            return ()
        mount = mount_of(source)
        if mount is None or mount[0] not in (source.path, folder(source.path)):
            return ()  # deep inside a mounted source tree a file is code's business
        return _lines(source, mount[1])


def _lines(source: SourceFile, unit: str) -> Iterator[ConfigSet]:
    for number, line in enumerate(source.text().splitlines(), 1):
        found = _LINE.fullmatch(line) if len(line) < 500 else None
        if found and _is_address(found.group(1), found.group(2)):
            key, value = found.groups()
            yield property_set(at(source, number), "mounted/setting", key, shell(value), unit=unit)


def _is_address(key: str, value: str) -> bool:
    if _LOCAL.match(value):
        return False
    if is_address(value):
        return True
    parts = words(key)
    return bool(parts) and parts[-1] in _HOST_KEYS and value not in _NO_HOSTS and _HOST.fullmatch(value) is not None
