"""The business object an operation is about: `/crm/v3/objects/contacts/{id}` -> `contact`."""

from __future__ import annotations

import re
from collections.abc import Iterable

from mapgen.model.naming import words

_VERSION = re.compile(r"v?\d++(?:[._-]\d++)*+(?:(?:alpha|beta|rc)\d*+)?\Z|latest\Z|unstable\Z", re.I)
_PARAMETER = re.compile(r"\{[^{}]*\}|<[^<>]*>|:[A-Za-z_]\w*")
_SUFFIX = re.compile(r"\.(?:json|xml|csv|php|do|html?)\Z", re.I)

ACTIONS = frozenset(
    "search query list lookup find filter count read get fetch create new add insert update patch edit save delete"
    " remove archive unarchive restore cancel confirm capture approve reject close reopen finalize void pay send"
    " resend upload download import imports export exports bulk batch batches upsert merge sync validate verify"
    " preview render test clone copy duplicate move associate disassociate enable disable activate deactivate start"
    " stop pause resume retry refresh run execute invoke me self current all actions action info details status"
    " bulkcreate bulkupdate bulkdelete bulkupsert".split()
)
"""Path segments that say what is done, not to what."""

CONTAINERS = frozenset(
    "api apis rest data services service objects object sobjects resources resource public private internal admin"
    " crm web rpc graphql odata open gateway platform core account-api".split()
)
"""Path segments that group what follows."""

_EVENT_VERBS = frozenset(
    "created updated deleted removed added changed modified archived restored merged sent delivered failed succeeded"
    " completed started ended canceled cancelled expired paid voided finalized activated deactivated approved rejected"
    " opened closed received placed submitted settled issued shipped fulfilled"
    " registered assigned processed authorized captured refunded disputed subscribed unsubscribed bounced clicked"
    " create update delete event events webhook webhooks notification notifications on".split()
)
_SINGULAR = {
    "people": "person",
    "children": "child",
    "data": "data",
    "news": "news",
    "series": "series",
    "status": "status",
    "analyses": "analysis",
    "addresses": "address",
    "processes": "process",
    "businesses": "business",
    "indices": "index",
    "criteria": "criterion",
    "sms": "sms",
    "os": "os",
    "dns": "dns",
    "movies": "movie",
    "cookies": "cookie",
    "statuses": "status",
    "aliases": "alias",
    "buses": "bus",
    "quizzes": "quiz",
    "media": "media",
}


def singular(word: str) -> str:
    """English singular of a lower-case word ("companies" -> "company"); words it does not know lose a final s."""
    if word in _SINGULAR:
        return _SINGULAR[word]
    if len(word) > 4 and word.endswith("ies"):
        return f"{word[:-3]}y"
    if word.endswith(("sses", "xes", "ches", "shes", "zzes")):
        return word[:-2]
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


def object_of(name: str) -> str:
    """A schema's, tag's or segment's name as an object name ("Line Items" -> "line_item")."""
    parts = words(name)[:6]
    return "_".join((*parts[:-1], singular(parts[-1]))) if parts else ""


def path_object(path: str) -> str:
    """The object a path template is about; "" when every segment is a parameter, version, action or grouping."""
    plain = path.partition("?")[0].partition("#")[0]
    for segment in reversed([part for part in plain.split("/") if part]):
        bare = _SUFFIX.sub("", _PARAMETER.sub("", segment).partition("(")[0].partition(":")[0])
        candidate = bare.partition(".")[0] if _is_rpc(bare) else bare.replace(".", "_")
        parts = words(candidate)
        if not parts or _VERSION.match(candidate) or candidate.lower() in CONTAINERS:
            continue
        if parts[0] in ACTIONS and (len(parts) == 1 or all(part in ACTIONS for part in parts)):
            continue
        return object_of(candidate)
    return ""


def operation_id_object(operation_id: str) -> str:
    """The object of an operation's id: "findEligibleProducts" -> "eligible_product"."""
    parts = words(operation_id)
    while len(parts) > 1 and parts[0] in ACTIONS | {"retrieve", "load", "register", "submit", "initiate"}:
        parts.pop(0)
    return object_of(" ".join(parts))


def event_object(name: str) -> str:
    """The object of an event's name: "contact.created" and "onContactUpdated" -> "contact"."""
    parts = words(name)
    while len(parts) > 1 and parts[-1] in _EVENT_VERBS:
        parts.pop()
    while len(parts) > 1 and parts[0] in _EVENT_VERBS:
        parts.pop(0)
    return "_".join((*parts[:-1], singular(parts[-1]))) if parts else ""


def operation_object(path: str, schema_names: Iterable[str], tags: Iterable[str]) -> str:
    """The object of an operation: from its path, else from its payloads' schemas, else from its first tag."""
    return (
        path_object(path)
        or next((object_of(name) for name in schema_names if object_of(name)), "")
        or next((object_of(tag) for tag in tags if object_of(tag)), "")
    )


def _is_rpc(segment: str) -> bool:
    """True for `chat.postMessage`: the object stands before the first dot."""
    head, dot, tail = segment.partition(".")
    return bool(dot and head.isalpha() and tail.replace(".", "").isalpha())
