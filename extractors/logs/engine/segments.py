"""First stage of path templates: segments that are identifiers for certain, judged line by line.

Certain: digits, UUID, long hex, ULID, prefixed ids (`cus_9Xk2...`), long mixed tokens, runs of five digits,
e-mail addresses, sizes (200x200), lists, percent-encoded text. Versions (`v1`, `2.0`, `2010-04-01`) and words
with a digit (`oauth2`, `2fa`, `s3-files`) stay; what is doubtful is left to the statistics in `templates.py`.
"""

from __future__ import annotations

import re

HOLE = "{}"
"""How a variable segment is written."""

QUICK = re.compile(
    rb"(?<=/)(?=[a-z_-]*+[^a-z_/-])(?:"
    rb"\d{3,}|(?<!api/)(?<!rest/)(?<!version/)\d{1,2}"
    rb"|[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}"
    rb"|(?=[a-f]*+\d)[0-9a-f]{16,64}"
    rb"|[0-7][0-9A-HJKMNP-TV-Z]{25}"
    rb"|[^/.%@0-9]*+(?:\d{1,4}(?!\d)[^/.%@0-9]*+)*+\d{5,}[^/.%@:]*+"
    rb"|[\w.+-]{1,64}+(?:@|%40)[\w.-]++"
    rb")(?=/|$)"
)
"""The commonest certain ids. Linear by possessive quantifiers: segments of lower-case words fail at their end."""

_VERSION = re.compile(
    r"v\d+(?:[._]\d+)*(?:(?:alpha|beta|rc|preview)\d*)?|\d+(?:\.\d+){1,3}|\d{4}-\d\d(?:-\d\d)?|latest", re.I
)
_UUID = re.compile(r"\{?[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}\}?", re.I)
_HEX = re.compile(r"(?=[a-f]*\d)[0-9a-f]{16,128}", re.I)
_ULID = re.compile(r"[0-7][0-9A-HJKMNP-TV-Z]{25}", re.I)
_NUMBERED_SLUG = re.compile(r"(?:[a-z0-9]+-){3,12}\d{3,}")
_DIGIT_RUN = re.compile(r"\d{5}")
_SIZE = re.compile(r"\d{1,5}x\d{1,5}", re.I)
_TEXT = re.compile(r"[@,|;=!$]|%(?:40|2c|7c|3b|3d|[89a-f][0-9a-f])|[^\x00-\x7f]", re.I)
_PREFIXED = re.compile(r"[A-Za-z]{2,8}[_-]([A-Za-z0-9]{10,})")
_ALNUM = re.compile(r"[A-Za-z0-9]+")
_TOKEN = re.compile(r"[A-Za-z0-9_-]+")
_EXTENSION = re.compile(r"(.+?)((?:\.[a-z][a-z0-9]{0,7}){1,2})")
_CUSTOM_VERB = re.compile(r"(.+)(:[A-Za-z][A-Za-z]*)")
_KEYED = re.compile(r"([A-Za-z_]+)\((.+)\)")
_RUNS = re.compile(r"[a-z]+|[A-Z]+|\d+")


_MAX_CONSTANTS = 50_000
_constants: dict[str, str] = {HOLE: HOLE}
"""Segments judged to be constants: a pure memo, bounded."""


def quick_template(path: bytes) -> bytes:
    """Replace the commonest certain ids of a raw path in one pass (digits, UUID, long hex)."""
    return QUICK.sub(b"{}", path)


def is_version(segment: str) -> bool:
    """True for API versions: `v1`, `v2beta1`, `2.0`, `2010-04-01`."""
    return _VERSION.fullmatch(segment) is not None


def careful_template(path: str) -> str:
    """Replace every certain id of a path (possibly already treated by `quick_template`), segment by segment."""
    return "/".join([_constants.get(segment) or _remembered(segment) for segment in path.split("/")])


def _remembered(segment: str) -> str:
    replaced = _careful(segment)
    if replaced == segment and len(_constants) < _MAX_CONSTANTS:
        _constants[segment] = segment
    return replaced


def _careful(segment: str) -> str:
    if not segment or segment == HOLE or segment.isalpha() or is_version(segment):
        return segment
    if segment.isdigit():
        return segment  # one or two digits that quick_template took for a version
    if keyed := _KEYED.fullmatch(segment):
        return f"{keyed[1]}({HOLE})"
    if verb := _CUSTOM_VERB.fullmatch(segment):
        return _careful(verb[1]) + verb[2] if not verb[1].isdigit() else HOLE + verb[2]
    extension = _EXTENSION.fullmatch(segment)
    stem, tail = (extension[1], extension[2]) if extension else (segment, "")
    if is_id(stem) or stem.isdigit():
        return HOLE if (_TEXT.search(stem) and "%40" in stem) or "@" in stem else HOLE + tail
    return segment


def is_id(token: str) -> bool:
    """True when a token (no slash, no extension) is an identifier for certain."""
    if is_version(token):
        return False
    if token.isdigit() or _DIGIT_RUN.search(token) or _TEXT.search(token):
        return True
    if any(pattern.fullmatch(token) for pattern in (_UUID, _HEX, _ULID, _SIZE, _NUMBERED_SLUG)):
        return True
    prefixed = _PREFIXED.fullmatch(token)
    if prefixed and _random_looking(prefixed[1], 3):
        return True
    return _long_mixed(token)


def _long_mixed(token: str) -> bool:
    if _ALNUM.fullmatch(token):
        digits = sum(c.isdigit() for c in token)
        if len(token) >= 10 and digits >= 3:
            return _random_looking(token, 4)
        return len(token) >= 18 and _random_looking(token, 6)
    if len(token) >= 20 and _TOKEN.fullmatch(token):
        digits, upper = sum(c.isdigit() for c in token), sum(c.isupper() for c in token)
        return digits >= 3 and upper >= 3 and sum(c.islower() for c in token) >= 3
    return False


def _random_looking(token: str, changes: int) -> bool:
    """True when letters, cases and digits alternate at least `changes` times (words and camelCase do not, much)."""
    runs = _RUNS.findall(token)
    has_digit = any(run.isdigit() for run in runs)
    return len(runs) - 1 >= (changes if has_digit else changes + 3)
