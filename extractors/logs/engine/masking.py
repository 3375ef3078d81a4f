"""Sample lines without the secrets: query values, credentials, user names, e-mails and addresses are masked.

Patterns are linear and bounded; a line is cut before it is masked, so that a hostile line costs little.
"""

from __future__ import annotations

import re

EXCERPT_LIMIT = 300
"""Characters of a masked sample line that are kept."""

_SCAN_LIMIT = 4 * EXCERPT_LIMIT
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]")
_SECRET_NAME = re.compile(
    r"user_?name|remote_?user|client_?user|principal_?email|e-?mail|passw|secret|token|api[_-]?key|access_?key"
    r"|authorization|cookie|session(?:_?id)?$|credential|^(?:user|login|customer)$",
    re.I,
)
_JSON_PAIR = re.compile(r'("([\w.-]{1,60})"\s{0,4}:\s{0,4}")(?:[^"\\]|\\.){1,400}')
_INNER_JSON_PAIR = re.compile(r'(\\"([\w.-]{1,60})\\"\s{0,4}:\s{0,4}\\")[^"\\]{1,400}')
_PAIR = re.compile(r'(\\?"([\w.-]{1,60})\\?"\s{0,4}:\s{0,4}\\?")[^"\\]{1,400}')
_PAIR = re.compile(r"(?<![\w.-])(([\w.-]{1,60}+)=)[^\s&,;\"]{1,400}")
_PATTERNS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"([?&;][^=\s&\"#?;]{1,64}=)[^&\s\"#;]+"), r"\1*"),
    (re.compile(r"\?[^\s\"=&<>]{1,400}(?=[\s\"]|$)"), "?*"),
    (re.compile(r"\b((?:Bearer|Basic|Token)\s+)[\w.~+/=-]{6,400}", re.I), r"\1*"),
    (re.compile(r"(?<!\w)(\w{2,12}+://)[^\s/@\"]{1,200}@"), r"\1*@"),
    (re.compile(r"\b[A-Z][A-Z0-9-]{1,14}\\[\w.-]{1,60}"), "*"),
    (re.compile(r"\beyJ[\w-]{5,}\.[\w-]{5,}(?:\.[\w-]*)?"), "*"),
    (re.compile(r"\b(?:sk|pk|rk|whsec|xox[abprs]|gh[pousr]|AKIA|ASIA)[_-]?[A-Za-z0-9_-]{12,}"), "*"),
    (re.compile(r"(?<![\w.+-])[\w.+-]++(?:@|%40)[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,4}", re.I), "*@*"),
    (re.compile(r"(?<![\w.])(?<![A-Za-z]/)(?:\d{1,3}\.){3}\d{1,3}(?![\w.])"), "*.*.*.*"),
    (re.compile(r"(?<![\w:])(?:[0-9a-f]{1,4}:){7}[0-9a-f]{1,4}(?![\w:])", re.I), "*::*"),
    (re.compile(r"(?<![\w:])(?:[0-9a-f]{1,4}:){1,6}:(?:[0-9a-f]{1,4}(?::[0-9a-f]{1,4}){0,5})?", re.I), "*::*"),
)
_CLF_USER = re.compile(r"^((?:\S{1,100} ){2,3})(?!-)[^\[\s]{1,100}( \[\d{1,2}/[A-Z][a-z]{2}/)")
_SQL_LITERAL = re.compile(r"'(?:[^']|''){0,400}'|\b\d{2,}\b")


def mask(line: bytes | str) -> str:
    """A displayable sample of a line, at most EXCERPT_LIMIT characters, without values that identify or open."""
    raw = line.decode("utf-8", "replace") if isinstance(line, bytes) else line
    shown = _CONTROL.sub("", raw[:_SCAN_LIMIT]).strip()
    shown = _CLF_USER.sub(r"\1*\2", shown)
    for pairs in (_INNER_JSON_PAIR, _JSON_PAIR, _PAIR):
        shown = pairs.sub(_hide, shown)
    for pattern, replacement in _PATTERNS:
        shown = pattern.sub(replacement, shown)
    return shown if len(shown) <= EXCERPT_LIMIT else shown[: EXCERPT_LIMIT - 1] + "…"


def _hide(pair: re.Match[str]) -> str:
    return f"{pair[1]}*" if _SECRET_NAME.search(pair[2]) else pair[0]


def mask_sql(statement: str) -> str:
    """An SQL statement without its literals."""
    return _SQL_LITERAL.sub("?", statement)
