"""Secrets told by where they stand: after a telling key, in a URL, in a header, in a command line."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mapgen.model.naming import words
from mapgen.redact.placeholders import is_code, is_placeholder

Span = tuple[int, int, str]
"""Start, end and rule of something to hide."""

_SECRET_WORDS = frozenset(
    "password passwd passwort pwd pass passphrase secret secrets token apikey accesskey secretkey privatekey authkey "
    "credential credentials authtoken accesstoken refreshtoken clientsecret pat dbpass userpass mypwd".split()
)
_SECRET_PAIRS = frozenset(
    (kind, "key")
    for kind in "api access secret private signing encryption auth account shared master write license app admin "
    "service subscription function storage hmac session cipher crypto jwt ssh consumer".split()
)
_SUFFIXES = frozenset(
    "value base default prod production dev development test testing staging stage live local old new current plain "
    "text b64 base64 encoded string raw file1 primary secondary backup salt pepper key hash digest".split()
)

_SEPARATOR = r"""["'`]?\]?[ \t]{0,8}(?:=>|:=|\?=|\+=|==|=|:)[ \t]{0,8}"""
_QUOTED = r""""(?:[^"\\\n]|\\.){1,2000}"|'(?:[^'\\\n]|\\.){1,2000}'|`[^`\n]{1,2000}`"""
_BARE = r"""(?:\$\{[^}\n]{0,200}\}|\{\{[^}\n]{0,200}\}\}|[^\s"'`,;<>(){}\[\]&]){1,2000}|<[^<>\n]{1,80}>"""
_KEY = r"[A-Za-z_][\w.\-]{0,100}\w"

_VALUE = rf"(?:{_QUOTED}|{_BARE})"
_GETTERS = frozenset(
    "get fetch find load read has is require lookup verify check validate parse decode new use".split()
)

_KEYED: tuple[tuple[re.Pattern[str], re.Pattern[str]], ...] = tuple(
    (re.compile(before), re.compile(value))
    for before, value in (
        # KEY=value up to the end of the word, as in .env files and compose lists
        (r"(?m)^[ \t]{0,40}(?:export[ \t]{1,4}|-[ \t]{1,4})?([A-Z][A-Z0-9_]{2,80})=", r"[^\s\"'`]\S{0,2000}"),
        (rf"(?<![\w.:\-])-{{0,2}}({_KEY}){_SEPARATOR}", _VALUE),
        (rf"(?<!\S)--?({_KEY})[ \t]{{1,8}}", rf"(?:{_QUOTED}|[^\s\-\"'][^\s\"']{{0,500}})"),
        (rf"(?<!\w)({_KEY})\([ \t]{{0,4}}", _QUOTED),
        (rf"[\"']({_KEY})[\"'][ \t]{{0,4}},[ \t]{{0,4}}", _QUOTED),
        # - name: KEY / value: v, as in Kubernetes env lists and XML attributes
        (
            rf"(?i)(?:name|key)[\"']?[ \t]{{0,4}}[:=][ \t]{{0,4}}[\"']?({_KEY})[\"']?[ \t]{{0,4}},?\s{{1,40}}"
            rf"[\"']?value[\"']?[ \t]{{0,4}}[:=][ \t]{{0,4}}",
            _VALUE,
        ),
        (rf"<({_KEY})(?:\s[^<>]{{0,200}})?>", r"[^<>\n]{1,500}(?=</)"),
        (rf"(?m)^[ \t]{{0,20}}(?:ENV|ARG)[ \t]{{1,8}}({_KEY})[ \t]{{1,8}}", _VALUE),
        (r"(?i)\b(?:login|user)[ \t]{1,8}\S{1,200}[ \t]{1,8}(password)[ \t]{1,8}", r"\S{1,500}"),
    )
)
"""What stands before a secret (group 1: its key), and the secret. Matched apart, so that a long value is looked at
only behind a telling key, and keys inside another key's value are seen too."""

_USERINFO = re.compile(
    r"[A-Za-z][A-Za-z0-9+.\-]{1,30}://[^\s/:@\"'<>]{0,100}:((?:\$\{[^}\n]{0,200}\}|[^\s/\"'<>]){1,300})@"
)
_USER_TOKEN = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]{1,30}://([^\s/:@\"'<>]{16,300})@")
_AUTHORIZATION = re.compile(
    r"(?i)authorization[\"']?\]?[ \t]{0,4}(?:=>|:=|=(?!=)|[:,])[ \t]{0,4}(?:[bfru]{0,2}[\"'`])?"
    r"(?:(?:bearer|basic|token|digest|apikey|api-key|key|negotiate|splunk|genie\w{1,10})[ \t]{1,4})?"
    r"([^\s\"'`,;<>]{1,4000})"
)
_BEARER = re.compile(r"(?i)\b(?:bearer|basic)[ \t]{1,4}([\w.~+/=\-]{12,4000})")
_COOKIE = re.compile(r"(?i)\b(?:set-)?cookie[\"']?[ \t]{0,4}:[ \t]{0,4}[\"']?[\w.\-]{1,80}=([^\n\"']{4,4000})")
_QUERY = re.compile(
    r"(?i)[?&;](?:access_token|refresh_token|id_token|auth_token|token|auth|api[_-]?key|apikey|app[_-]?key|appid|key|sig|"
    r"signature|x-amz-signature|x-amz-security-token|x-amz-credential|x-goog-signature|secret|client_secret|password|"
    r"passwd|pwd|code|assertion|subscription-key|hapikey)=([^\s&;\"'`<>#]{1,2000})"
)
_CURL_USER = re.compile(
    r"(?:(?<=\s-u)|(?<=\s--user)|(?<=\s--proxy-user))[ \t=]{0,4}[\"']?[^\s:\"']{1,100}:([^\s\"']{1,300})"
)
_UNKEYED = (
    ("url-password", "://", _USERINFO),
    ("authorization", "authorization", _AUTHORIZATION),
    ("bearer-token", "bearer", _BEARER),
    ("bearer-token", "basic", _BEARER),
    ("cookie", "cookie", _COOKIE),
    ("url-parameter", "=", _QUERY),
    ("command-password", "-u", _CURL_USER),
)
"""Rule, a word that stands (in lower case) in every text it can match, and its pattern."""

_ANY_KEY = re.compile(r"pass|pwd|secret|token|key|cred|pat|auth|login")
"""Some of this stands (in lower case) in every secret key."""


def structural_secrets(text: str) -> Iterator[Span]:
    """Spans of values that stand where secrets stand and are not placeholders."""
    lowered = text.lower()
    if _ANY_KEY.search(lowered):
        yield from _keyed(text)
    for rule, anchor, pattern in _UNKEYED:
        for match in pattern.finditer(text) if anchor in lowered else ():
            code = rule == "authorization" and is_code(match[1], text[match.end(1) : match.end(1) + 1])
            if not code and not is_placeholder(match[1]):
                yield match.start(1), match.end(1), rule
    for match in _USER_TOKEN.finditer(text) if "://" in text else ():
        if any(char.isdigit() for char in match[1]) and not is_placeholder(match[1]):
            yield match.start(1), match.end(1), "url-token"


def _keyed(text: str) -> Iterator[Span]:
    for before, value in _KEYED:
        for match in before.finditer(text):
            if is_secret_key(match[1]) and not (match[0].rstrip().endswith("(") and _is_lookup(match[1])):
                found = value.match(text, match.end())
                yield from _valued(text, found) if found else ()


def _is_lookup(function: str) -> bool:
    """Whether a call takes a secret's name: `getSecret("stripe")`, `Secret("env", ...)`; not `setPassword("x")`."""
    found = words(function)
    return found[0] in _GETTERS or (len(found) == 1 and function[0].isupper())


def _valued(text: str, found: re.Match[str]) -> Iterator[Span]:
    """The span of a value that is neither code nor a placeholder, without its quotes."""
    start, end = found.span()
    value = found[0]
    if value[0] in "\"'`" and len(value) > 1 and value[-1] == value[0]:
        start, end, value = start + 1, end - 1, value[1:-1]
    elif is_code(value, text[end : end + 1]):
        return
    if not is_placeholder(value):
        yield start, end, "secret-value"


def is_secret_key(key: str) -> bool:
    """Whether a key's last words name a secret: `DB_PASSWORD`, `stripe.apiKey`, `SECRET_KEY_BASE`; not `token_url`."""
    found = words(key)
    while found and (found[-1] in _SUFFIXES or found[-1].isdigit()):
        if len(found) > 1 and (found[-2], found[-1]) in _SECRET_PAIRS:
            return True
        found.pop()
    if not found:
        return False
    last = found[-1].rstrip("0123456789")
    return (
        last in _SECRET_WORDS
        or last.endswith(("password", "passwd", "passphrase"))
        or (len(found) > 1 and found[-2] + found[-1] in _SECRET_WORDS)
    )
