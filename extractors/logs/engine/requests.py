"""Request lines and URLs, taken apart without a URL parser."""

from __future__ import annotations

METHODS = frozenset(
    "GET POST PUT PATCH DELETE HEAD OPTIONS TRACE CONNECT PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK REPORT SEARCH "
    "PURGE LINK UNLINK MERGE NOTIFY SUBSCRIBE UNSUBSCRIBE QUERY".split()
)
"""Methods of a believable request line."""


def split_url(url: str) -> tuple[str, str]:
    """Host (with port) and path of a URL or path; the query and fragment are dropped. ("", path) for a path."""
    scheme, mark, rest = url.partition("://")
    if not mark or not scheme.isalnum():
        return "", clean_path(url)
    cut = min((at for at in (rest.find(c) for c in "/?#") if at >= 0), default=len(rest))
    return rest[:cut].rpartition("@")[2], clean_path(rest[cut:]) or "/"


def clean_path(path: str) -> str:
    """A path without query, fragment and `;jsessionid=`."""
    for mark in "?#":
        path = path.partition(mark)[0]
    if ";" in path:
        path = "/".join(part.partition(";")[0] for part in path.split("/"))
    return path


def status_code(raw: object) -> int:
    """An HTTP status (100-599) from a number or text; 0 when there is none."""
    try:
        code = int(str(raw))
    except ValueError:
        return 0
    return code if 100 <= code <= 599 else 0


def whole(raw: object) -> int:
    """A non-negative number from a number or text; 0 when there is none."""
    try:
        return max(0, int(float(str(raw))))
    except (ValueError, OverflowError):
        return 0
