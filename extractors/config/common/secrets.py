"""Blanking of secret values: the key stays (it is a signal), the literal never enters a fact."""

from __future__ import annotations

import re

from mapgen.model.naming import words
from mapgen.model.value import UNKNOWN, Ref, Value

_SECRET_LAST = frozenset(
    {
        "password",
        "passwd",
        "pwd",
        "pass",
        "secret",
        "token",
        "credential",
        "credentials",
        "passphrase",
        "apikey",
        "salt",
    }
)
_SECRET_KEY_OF = frozenset({"api", "secret", "private", "access", "encryption", "signing", "master", "auth", "license"})
_USER_INFO = re.compile(r"(://[^/\s:@\"']{0,200}):[^/\s@\"']{1,500}@")
_PAIR = re.compile(r"\b(password|pwd|accountkey|sharedaccesskey|secret|token|sig)=[^;&\s\"']+", re.IGNORECASE)


def is_secret_key(key: str) -> bool:
    """True when a configuration key names a secret (`DB_PASSWORD`, `stripe.secret-key`, `apiToken`)."""
    parts = words(key)
    if not parts:
        return False
    if parts[-1] in _SECRET_LAST:
        return True
    return parts[-1] == "key" and any(part in _SECRET_KEY_OF for part in parts[:-1])


def without_secret(key: str, value: Value) -> Value:
    """`value` without credentials; `UNKNOWN` when the key names a secret. Holes stay: they carry no secret."""
    if not is_secret_key(key) or "://" in str(value):
        return scrubbed(value)
    if any(isinstance(part, Ref) for part in value.parts):
        return Value(tuple(Ref(part.kind, part.name) for part in value.parts if isinstance(part, Ref)))
    return UNKNOWN if value.parts else value


def scrubbed(value: Value) -> Value:
    """A value whose addresses and connection strings carry no password."""
    return Value(tuple(_clean(part) if isinstance(part, str) else _hole(part) for part in value.parts))


def _hole(part: Ref) -> Ref:
    return part if part.default is None else Ref(part.kind, part.name, scrubbed(part.default))


def _clean(raw: str) -> str:
    if "://" not in raw and "=" not in raw:
        return raw
    return _PAIR.sub(r"\1=", _USER_INFO.sub(r"\1@", raw))
