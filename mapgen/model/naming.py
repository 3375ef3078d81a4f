"""Slugs, comparable names and fingerprints."""

from __future__ import annotations

import hashlib
import re
import unicodedata

_WORD_EDGE = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_NOT_SLUG = re.compile(r"[^a-z0-9]+")


def slug(name: str) -> str:
    """A lower-case id of letters, digits and single hyphens ("HubSpot CRM" -> "hubspot-crm")."""
    ascii_name = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    made = _NOT_SLUG.sub("-", ascii_name.lower()).strip("-")[:80].strip("-")
    if made:
        return made
    if name.strip():
        return "n-" + hashlib.sha256(name.encode()).hexdigest()[:10]
    return "unnamed"


def words(name: str) -> list[str]:
    """Lower-case words of an identifier ("OrderServiceClient" -> order, service, client)."""
    spaced = _WORD_EDGE.sub(" ", name)
    return [word for word in _NOT_SLUG.sub(" ", spaced.lower()).split() if word]


def snake(name: str) -> str:
    """snake_case of an identifier."""
    return "_".join(words(name))


def comparable(name: str) -> str:
    """Letters and digits only, lower case: "Order-Service" and "order_service" compare equal."""
    return re.sub(r"[^a-z0-9]", "", name.lower())


def fingerprint(*parts: str) -> str:
    """A 16-hex-digit digest of the parts; stable over runs and machines."""
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:16]
