"""Blanking of secret values: the key stays (it is a signal), the literal never enters a fact."""

from __future__ import annotations

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


def is_secret_key(key: str) -> bool:
    """True when a configuration key names a secret (`DB_PASSWORD`, `stripe.secret-key`, `apiToken`)."""
    parts = words(key)
    if not parts:
        return False
    if parts[-1] in _SECRET_LAST:
        return True
    return parts[-1] == "key" and any(part in _SECRET_KEY_OF for part in parts[:-1])


def without_secret(key: str, value: Value) -> Value:
    """`value`, or `UNKNOWN` when the key names a secret. Holes and addresses stay: they carry no secret."""
    if not is_secret_key(key) or "://" in str(value):
        return value
    if any(isinstance(part, Ref) for part in value.parts):
        return Value(tuple(Ref(part.kind, part.name) for part in value.parts if isinstance(part, Ref)))
    return UNKNOWN if value.parts else value
