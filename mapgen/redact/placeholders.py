"""What stands in a secret's place without being one: holes, examples, types, names and code."""

from __future__ import annotations

import re

from mapgen.model.naming import words

_HOLE = re.compile(
    r"(?x)[\w.:/+\-]{0,20}+"
    r"(?>(?: \$\{[^}\n]*\} | \$\([^)\n]*\) | \$[A-Za-z_]\w*+ | \{\{[^}\n]*\}\} | \{[\w.:\-]*\} | <[^<>\n]*>"
    r" | \#\{[^}\n]*\} | %\([\w.]+\)s | %[A-Za-z_]\w*+% | %s | %v | @[A-Za-z_.\-]+@"
    r" | \[redacted(?::[\w\-]+)?\] | \*++ )"
    r"[\w.:/+\-]{0,20}+)+"
)
"""Text made of holes with a little around each. Atomic, so that it cannot backtrack over many holes."""
_REPEATED = re.compile(r"(.)\1{2,}|[xX*.•\-_#?0]+")
_EXAMPLE = re.compile(
    r"(?ix)change[\-_ ]?(?:me|it|this)\w{0,12}"
    r" | [<\[]?(?:your|my|the|some|insert|enter|put|add|replace)[\-_ ][a-z\-_ .]{0,60}"
    r" | (?:insert|replace|todo|fixme|tbd|placeholder|dummy|fake|sample|example|redacted|masked|hidden)[\-_a-z]{0,24}"
    r" | secret|none|null|nil|undefined|true|false|yes|no|on|off|empty|required|optional|unset|default|n/?a"
    r" | not[\-_ ]?set"
    r" | [a-z\-_]{0,30}[\-_](?:here|placeholder|example)"
)
_TYPES = frozenset(
    "str string bytes int integer number bool boolean object any text varchar char secretstr optional unknown "
    "password email uuid uri url date array list dict map void self func function class new await async return "
    "bearer basic digest read write".split()
)
_ENV_NAME = re.compile(r"[A-Z][A-Z0-9]{0,30}(?:_[A-Z0-9]{1,30}){1,8}")
_PATH_OR_REFERENCE = re.compile(
    r"(?:\.{0,2}/|~/|[A-Z]:\\|arn:|vault:|file:|ref\+|op://|env:|ssm:|sm://|gcp?sm:|keyvault|aws:|secretsmanager|"
    r"https?://|amqps?://|projects/|classpath:|!|&|\*[A-Za-z])"
)
_DOTTED = re.compile(r"[A-Za-z_$@][\w$]*(?:(?:\?\.|\.|->|::)[A-Za-z_$][\w$]*)+[!?]?")
_IDENTIFIER = re.compile(r"[A-Za-z_$][A-Za-z_$]*")
_ROOTS = frozenset(
    "process os config configuration cfg conf settings setting env environment self this args opts options props ctx "
    "context request req response res app var vars local locals data module secrets vault params event system viper "
    "input inputs values spring credentials user auth session state store model form body payload result client "
    "builder properties property constants const import meta rails application dotenv".split()
)
_NAMING = frozenset("password passwd pwd secret token key credential credentials pass passphrase apikey".split())


def is_placeholder(value: str) -> bool:
    """True for `${X}`, `<token>`, `changeme`, `xxxx`, type names, environment variable names, paths and references."""
    bare = value.strip().strip("\"'").rstrip(":;,")
    if not bare or len(bare) > 300:
        return not bare
    return bool(
        _HOLE.fullmatch(bare)
        or _REPEATED.fullmatch(bare)
        or _EXAMPLE.fullmatch(bare)
        or bare.lower() in _TYPES
        or _ENV_NAME.fullmatch(bare)
        or _is_reference(bare)
        or _is_name(bare)
    )


def _is_reference(value: str) -> bool:
    return _is_file(value) if value.startswith("/") else bool(_PATH_OR_REFERENCE.match(value))


def _is_file(value: str) -> bool:
    """`/run/secrets/db_password`, not a base64 string that happens to start with a slash."""
    return value.count("/") > 1 and not value.endswith("=") and value == value.lower()


def _is_name(value: str) -> bool:
    """`userPassword`, `api-key`: a name of a secret rather than a secret (letters only, naming words at the end)."""
    if not re.fullmatch(r"[A-Za-z_\-$]{3,40}", value):
        return False
    found = words(value)
    return bool(found) and found[-1] in _NAMING


def is_code(value: str, following: str) -> bool:
    """True when an unquoted value is an expression: a call, a subscript, a dotted name from a usual place."""
    if re.match(r"\{?[A-Za-z_$][\w$.:>\-?!]*[(\[]", value + following[:1]):
        return True
    if _DOTTED.fullmatch(value):
        found = words(value)
        return bool(found) and (found[0] in _ROOTS or bool(_NAMING.intersection(found)))
    return False
