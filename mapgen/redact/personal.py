"""Personal data in excerpts: e-mail, phone, payment card, IBAN, US social security number, public IP address."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterator

from mapgen.redact.structure import Span

_FOUR_DIGITS = re.compile(r"\d[\d.\- ():a-fA-F]{2,8}\d")
"""Stands in every number that could be personal."""
_EMAIL = re.compile(r"(?<![\w.+\-%@])[\w.+\-%]{1,64}@(?:[A-Za-z0-9\-]{1,63}\.){1,5}[A-Za-z]{2,24}(?![\w\-])")
_NOT_MAIL = re.compile(
    r"(?i)git@|[^@]*@(?:.*\.)?example\.(?:com|org|net)$|[^@]*@.*\.(?:png|jpe?g|svg|gif|webp|js|ts|css|json|service|local|svc|internal|cluster)$"
)
_PHONE = re.compile(
    r"(?<![\w.+\-])(?:\+\d(?:[ .\-()/]{0,2}\d){7,14}"
    r"|(?:\+?1[ .\-])?(?:\(\d{3}\) ?|\d{3}[\-.])\d{3}[\-.]\d{4})(?![\w\-])"
)
_CARD = re.compile(r"(?<![\w.\-])\d(?:[ \-]?\d){12,18}(?![\w\-])")
_CARD_PREFIX = re.compile(
    r"4(?:\d{12}|\d{15}|\d{18})$|5[1-5]\d{14}$|2[2-7]\d{14}$|3[47]\d{13}$|6(?:011|5\d\d|4[4-9]\d)\d{12}$|35\d{14}$|3[068]\d{12}$"
)
_IBAN = re.compile(r"(?<![A-Za-z0-9])[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?(?![A-Za-z0-9])")
_SSN = re.compile(r"(?<![\w\-.])(?!000|666|9)\d{3}-(?!00)\d{2}-(?!0000)\d{4}(?![\w\-])")
_IPV4 = re.compile(r"(?<![\w.\-@=~^])(?:\d{1,3}\.){3}\d{1,3}(?![\w.]|\-\w)")
_IPV4_ASSIGNED = re.compile(r"(?<![=<>!~])=(?:\d{1,3}\.){3}\d{1,3}(?![\w.]|\-\w)")
_VERSION_BEFORE = re.compile(r"(?i)(?:version|\bv|release|tag)[\"']?\s{0,3}[:=]?\s{0,3}[\"']?$")
_IPV6 = re.compile(r"(?<![\w:.])[0-9A-Fa-f]{1,4}:(?:[0-9A-Fa-f]{0,4}:){1,6}[0-9A-Fa-f]{0,4}(?![\w:.])")
_INNER = [
    ipaddress.ip_network(network)
    for network in (
        "0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.168.0.0/16 224.0.0.0/3 "
        "::/127 fc00::/7 fe80::/10 ff00::/8"
    ).split()
]
"""Addresses that name no person: unspecified, private, loopback, link-local, multicast."""


def personal_data(text: str) -> Iterator[Span]:
    """Spans of personal data. Service addresses (`git@host`), private IP addresses and versions are kept."""
    for match in _EMAIL.finditer(text) if "@" in text else ():
        if not _NOT_MAIL.match(match[0]) and text[max(0, match.start() - 3) : match.start()] != "://":
            yield match.start(), match.end(), "email"
    if not _FOUR_DIGITS.search(text):
        return
    for match in _IBAN.finditer(text):
        if _iban_checks(match[0].replace(" ", "")):
            yield match.start(), match.end(), "iban"
    for match in _CARD.finditer(text):
        digits = re.sub(r"\D", "", match[0])
        if _CARD_PREFIX.match(digits) and _luhn(digits):
            yield match.start(), match.end(), "card-number"
    for match in _SSN.finditer(text):
        yield match.start(), match.end(), "us-ssn"
    for match in _PHONE.finditer(text):
        digits = re.sub(r"\D", "", match[0])
        if 8 <= len(digits) <= 15 and len(set(digits)) > 2:
            yield match.start(), match.end(), "phone"
    yield from _addresses(text)


def _addresses(text: str) -> Iterator[Span]:
    for pattern, skip in ((_IPV4, 0), (_IPV4_ASSIGNED, 1), (_IPV6, 0)):
        for match in pattern.finditer(text):
            version = re.search(
                r"(?i)(?:version|\bv|release|tag)[\"']?\s{0,3}[:=]?\s{0,3}[\"']?$", text[: match.start()][-20:]
            )
            if _is_outer(match[0][skip:]) and not version:
                yield match.start() + skip, match.end(), "ip-address"


def _is_outer(written: str) -> bool:
    try:
        address = ipaddress.ip_address(written)
    except ValueError:
        return False
    return not any(address in network for network in _INNER)


def _luhn(digits: str) -> bool:
    total = 0
    for place, char in enumerate(reversed(digits)):
        digit = int(char) * (2 if place % 2 else 1)
        total += digit - 9 if digit > 9 else digit
    return total % 10 == 0


def _iban_checks(iban: str) -> bool:
    if not 15 <= len(iban) <= 34:
        return False
    return int("".join(str(int(char, 36)) for char in iban[4:] + iban[:4])) % 97 == 1
