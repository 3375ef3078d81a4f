"""Traffic classes: what a row is, if it is not a flow between systems."""

from __future__ import annotations

import re
from collections.abc import Mapping

from extractors.logs.engine.agents import BROWSER, caller_class
from extractors.logs.engine.partial import Key

_ASSET = re.compile(
    r"\.(?:css|js|mjs|map|png|jpe?g|gif|svg|ico|webp|avif|bmp|woff2?|ttf|eot|otf|mp4|webm|mp3|swf)$|^/robots\.txt$",
    re.I,
)
_ASSET_FOLDER = re.compile(r"^/(?:static|assets|images?|img|css|js|fonts|_next/static|dist|build)(?:/|$)", re.I)
_PROBE = re.compile(r"/(?:healthz?|livez|readyz|liveness|readiness|health-?check|heartbeat|-/healthy|-/ready)/?$", re.I)
_PING = re.compile(r"/(?:ping|alive|ready)/?$", re.I)
_SCAN = re.compile(
    r"/\.(?:env|git|aws|svn|ssh|DS_Store|htaccess|vscode)|wp-(?:login|admin|content|includes|config)|xmlrpc\.php"
    r"|phpmyadmin|phpunit|/cgi-bin/|boaform|hnap1|etc/passwd|\.\./|/actuator/(?:env|heapdump|gateway)|eval-stdin"
    r"|/manager/html|/solr/admin|_ignition|\.(?:php\d?|asp|aspx|cgi|bak|sql|save)$",
    re.I,
)
_CALLERS_OF_PAGES = (BROWSER, "crawler")


def classify(key: Key, statuses: Mapping[int, int]) -> str:
    """The traffic class of a row: "flow", or asset, scanner, crawler, probe, redirect, unrouted.

    key: as in `partial.Key`, with the final template. statuses: requests by HTTP status (0 = unknown).
    """
    caller, caller_kind, target, target_kind, transport, method, template = key[:7]
    if transport != "http":
        return "flow"
    who = caller_class(caller) if caller_kind == "user_agent" else ""
    reads = method in ("GET", "HEAD", "")
    if who == "scanner" or (_SCAN.search(template) and not _any_success(statuses)):
        return "scanner"
    if who == "probe" or (reads and _is_probe(template, who)):
        return "probe"
    if who == "crawler" and reads:
        return "crawler" if not _is_asset(template, who) else "asset"
    if reads and _is_asset(template, who if caller_kind == "user_agent" else BROWSER):
        return "asset"
    if not target and target_kind != "self":
        return "redirect" if all(300 <= status < 400 for status in statuses) else "unrouted"
    return "flow"


def _any_success(statuses: Mapping[int, int]) -> bool:
    return any(status == 0 or 200 <= status < 400 for status in statuses)


def _is_probe(template: str, who: str) -> bool:
    if _PROBE.search(template):
        return True
    return who not in _CALLERS_OF_PAGES and _PING.search(template) is not None


def _is_asset(template: str, who: str) -> bool:
    if _ASSET.search(template):
        return True
    return who in _CALLERS_OF_PAGES and _ASSET_FOLDER.search(template) is not None
