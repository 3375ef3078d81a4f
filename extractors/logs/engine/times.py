"""Timestamps as logs write them, to ISO 8601 UTC. Called once per group, not per line."""

from __future__ import annotations

import re
from datetime import UTC, datetime

_MONTHS = {m: i for i, m in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), 1)}
_CLF = re.compile(r"(\d{1,2})/([A-Za-z]{3})/(\d{4}):(\d\d):(\d\d):(\d\d)(?:\.\d+)?(?: ([+-]\d{4}))?")
_CTIME = re.compile(r"(?:[A-Za-z]{3} )?([A-Za-z]{3}) +(\d{1,2}) (\d\d):(\d\d):(\d\d) (\d{4})")
_ISO = re.compile(r"(\d{4})[-/](\d\d)[-/](\d\d)[T ](\d\d):(\d\d):(\d\d)(?:[.,]\d+)? ?(Z|UTC|GMT|[+-]\d\d:?\d\d)?", re.I)
_NUMBER = re.compile(r"\d{9,19}(?:\.\d+)?")


def iso_utc(raw: str | bytes) -> str:
    """ISO 8601 UTC to the second of a logged time; "" when it is not understood. Times without a zone are
    taken as UTC. Epoch numbers may be seconds, milli-, micro- or nanoseconds. Bytes are the head of an
    access log line: the time is behind its last bracket."""
    if isinstance(raw, bytes):
        raw = raw.decode("utf-8", "replace").rpartition("[")[2]
    raw = raw.strip().strip("[]")
    if _NUMBER.fullmatch(raw):
        return _epoch(raw)
    try:
        return _stamp(raw)
    except (ValueError, OverflowError):
        return ""


def _epoch(raw: str) -> str:
    whole = float(raw)
    while whole >= 1e11:
        whole /= 1000.0
    return _format(datetime.fromtimestamp(whole, UTC))


def _stamp(raw: str) -> str:
    if found := _ISO.match(raw):
        year, month, day, hour, minute, second = (int(part) for part in found.groups()[:6])
        return _format(_zoned(year, month, day, hour, minute, second, found[7]))
    if found := _CLF.match(raw):
        month = _MONTHS.get(found[2].lower(), 0)
        parts = int(found[3]), month, int(found[1]), int(found[4]), int(found[5]), int(found[6])
        return _format(_zoned(*parts, found[7]))
    if found := _CTIME.match(raw):
        month = _MONTHS.get(found[1].lower(), 0)
        parts = int(found[6]), month, int(found[2]), int(found[3]), int(found[4]), int(found[5])
        return _format(_zoned(*parts, None))
    return ""


def _zoned(year: int, month: int, day: int, hour: int, minute: int, second: int, zone: str | None) -> datetime:
    moment = datetime(year, month, day, hour, minute, min(second, 59), tzinfo=UTC)
    if zone and zone[0] in "+-":
        digits = zone[1:].replace(":", "")
        seconds = (int(digits[:2]) * 60 + int(digits[2:])) * 60
        moment = datetime.fromtimestamp(moment.timestamp() - (seconds if zone[0] == "+" else -seconds), UTC)
    return moment


def _format(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")
