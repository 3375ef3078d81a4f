"""Request lines and URLs, taken apart without a URL parser."""

from __future__ import annotations

METHODS = frozenset(
    "GET POST PUT PATCH DELETE HEAD OPTIONS TRACE CONNECT PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK REPORT SEARCH "
    "PURGE LINK UNLINK MERGE NOTIFY SUBSCRIBE UNSUBSCRIBE QUERY".split()
)
"""Methods of a believable request line."""


def split_url(url: str) -> tuple[str, str]:
    """Host (with port) and path of a URL or path; the query and fragment are dropped. ("", path) for a path."""
    at = url.find("://")
    if at < 0 or not url[:at].isalnum():
        return "", clean_path(url)
    slash = url.find("/", at + 3)
    if slash < 0:
        host = url[at + 3 :]
        for mark in "?#":
            host = host.partition(mark)[0]
        return host.rpartition("@")[2], "/"
    return url[at + 3 : slash].partition("?")[0].rpartition("@")[2], clean_path(url[slash:])


def clean_path(path: str) -> str:
    """A path without query, fragment and `;jsessionid=`."""
    cut = path.find("?")
    if cut >= 0:
        path = path[:cut]
    if "#" in path:
        path = path.partition("#")[0]
    if ";" in path:
        path = "/".join(part.partition(";")[0] for part in path.split("/"))
    return path


def status_code(raw: object) -> int:
    """An HTTP status (100-599) from a number or text; 0 when there is none."""
    try:
        code = int(raw if type(raw) is str or type(raw) is int else str(raw))
    except ValueError:
        return 0
    return code if 100 <= code <= 599 else 0


def whole(raw: object) -> int:
    """A non-negative number from a number or text; 0 when there is none."""
    if type(raw) is str and raw.isdecimal():
        return int(raw)
    try:
        return max(0, int(float(str(raw))))
    except (ValueError, OverflowError):
        return 0
