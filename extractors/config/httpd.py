"""Apache httpd: reverse proxy directives."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterable, Iterator

from extractors.config.common.base import ConfigExtractor, at, name_of
from extractors.config.common.flows import route
from extractors.config.common.owner import product_unit, unit_of
from extractors.config.common.placeholders import resolved, shell
from mapgen.model.extraction import SourceFile
from mapgen.model.facts import AnyFact
from mapgen.model.value import Value, text

_FILES = re.compile(r".*\.conf(?:\.(?:template|tmpl|j2|erb|tpl|dist))?|\.htaccess|.*\.vhost")
_SCHEMES = ("http://", "https://", "ws://", "wss://", "ajp://", "fcgi://", "h2://", "h2c://")
_MARKS = (b"ProxyPass", b"BalancerMember", b"RewriteRule")


class Httpd(ConfigExtractor):
    """Reads `ProxyPass`, `ProxyPassMatch`, `BalancerMember`, `RewriteRule ... [P]` and `Define`."""

    name = "config/httpd"
    version = "1"
    description = "Apache httpd configuration"
    files = "*.conf, .htaccess"
    example = "ProxyPass /crm http://crm:8080/"
    yields = "a route from the unit that runs httpd to the proxied address; balancer members filled"

    def accepts(self, path: str) -> bool:
        """By suffix; the content decides."""
        return _FILES.fullmatch(name_of(path)) is not None

    def extract(self, source: SourceFile) -> Iterable[AnyFact]:
        """One route per proxied address."""
        raw = source.data()
        return _facts(source) if any(mark in raw for mark in _MARKS) else ()


def _facts(source: SourceFile) -> Iterator[AnyFact]:
    owner = unit_of(source, "apache")
    defined: dict[str, Value] = {}
    declared = False
    for number, words in _lines(source.text()):
        keyword = words[0].lower()
        if keyword == "define" and len(words) == 3:
            defined[words[1]] = text(words[2])
            continue
        target = _target(keyword, [resolved(shell(word, defined)) or word for word in words])
        if target is None:
            continue
        if not declared:
            yield from product_unit(source, "apache", number)
            declared = True
        yield route(at(source, number), f"httpd/{words[0]}", owner, shell(target))


def _lines(content: str) -> Iterator[tuple[int, list[str]]]:
    """Logical lines as words, with the number of their first line."""
    start, logical = 0, ""
    for number, line in enumerate(content.splitlines(), 1):
        start = start if logical else number
        logical += line.rstrip("\\").strip() + " " if line.endswith("\\") else line.strip()
        if line.endswith("\\"):
            continue
        if logical and not logical.startswith("#"):
            yield start, _words(logical)
        logical = ""


def _words(line: str) -> list[str]:
    try:
        return shlex.split(line, comments=False) or [""]
    except ValueError:
        return line.split()


def _target(keyword: str, words: list[str]) -> str | None:
    if keyword in ("proxypass", "proxypassmatch", "balancermember"):
        return next((word for word in words[1:] if word.startswith(_SCHEMES)), None)
    if keyword == "rewriterule" and len(words) >= 4 and "P" in words[3].strip("[]").split(","):
        return words[2] if words[2].startswith(_SCHEMES) else None
    return None
