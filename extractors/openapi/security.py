"""How an API authenticates its callers, in few words: `oauth2`, `api_key`, `http_bearer`, ..."""

from __future__ import annotations

from typing import Any

from extractors.documents.refs import Place, References

_KINDS = {"apiKey": "api_key", "openIdConnect": "openid_connect", "mutualTLS": "mutual_tls", "basic": "http_basic"}
_MAX = 20


def scheme_kinds(data: dict[str, Any], references: References, place: Place) -> dict[str, str]:
    """Kind of each security scheme the document defines, by the scheme's name."""
    components = data.get("components")
    if isinstance(components, dict):
        schemes, at = components.get("securitySchemes"), place.at("components", "securitySchemes")
    else:
        schemes, at = data.get("securityDefinitions"), place.at("securityDefinitions")
    if not isinstance(schemes, dict):
        return {}
    return {name: _kind(references.resolve(scheme, at.at(name))[0]) for name, scheme in schemes.items()}


def required(requirements: Any, kinds: dict[str, str]) -> tuple[str, ...]:
    """What a list of security requirements asks for: kinds, and `kind:scope` for each scope."""
    found: dict[str, None] = {}
    for requirement in requirements if isinstance(requirements, list) else ():
        for name, scopes in requirement.items() if isinstance(requirement, dict) else ():
            kind = kinds.get(name) or name
            wanted = [scope for scope in scopes if isinstance(scope, str)] if isinstance(scopes, list) else []
            found.update(dict.fromkeys([f"{kind}:{scope}" for scope in wanted] or [kind]))
    return tuple(found)[:_MAX]


def _kind(scheme: Any) -> str:
    if not isinstance(scheme, dict):
        return "unknown"
    declared = str(scheme.get("type", "unknown"))
    if declared == "http":
        return f"http_{str(scheme.get('scheme', 'unknown')).lower()}"
    return _KINDS.get(declared, declared)
