"""The child process that runs openapi-spec-validator: started by `extractors.openapi.validate`, never imported there.

Reads one JSON document from standard input; writes one JSON object per error, at once, so that a child that is killed
or crashes has still told what it found. An exception ends the process: the parent reports it as a finding.
"""

from __future__ import annotations

import os
import resource
import sys
from collections.abc import Iterator
from itertools import islice
from typing import Any, NoReturn

import orjson

from extractors.openapi.operations import METHODS
from extractors.openapi.sanitise import Problem, stood_in_for_parameter, without_unusable_refs
from extractors.openapi.version import spec_format

MAX_ERRORS = 100
"""Errors reported for one document."""

_UNRESOLVABLE = "UnresolvableParameter"
_RECURSION = 3_500


def main(arguments: list[str]) -> None:
    """Validate; `arguments` are the limits: CPU seconds and bytes of memory."""
    seconds, memory = int(arguments[0]), int(arguments[1])
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    os.environ["OPENAPI_SPEC_VALIDATOR_SCHEMA_VALIDATOR_BACKEND"] = "jsonschema-rs"
    sys.setrecursionlimit(_RECURSION)
    for code, message, path in check(orjson.loads(sys.stdin.buffer.read())):
        _report(code, message, path)


def check(data: dict[str, Any]) -> Iterator[Problem]:
    """What is wrong with a document, which is changed in place: references first, then the validator's errors."""
    data, problems = without_unusable_refs(data)
    yield from problems[:MAX_ERRORS]
    uncertain = stood_in_for_parameter(problems)
    told = (error for error in _errors(data) if not (uncertain and _UNRESOLVABLE in type(error).__name__))
    for error in islice(told, MAX_ERRORS):
        yield "spec.error", str(error.message), tuple(error.absolute_path)


def _report(code: str, message: str, path: tuple[str | int, ...]) -> None:
    line = orjson.dumps({"code": code, "message": message.partition("\n")[0][:300], "path": path[:200]})
    sys.stdout.buffer.write(line + b"\n")
    sys.stdout.buffer.flush()


class DenyAll(dict[str, Any]):
    """Resolver handlers that know every scheme and serve none; an empty mapping would mean the default handlers."""

    def __contains__(self, key: object) -> bool:
        return True

    def __getitem__(self, key: str) -> Any:
        return _deny


def _deny(uri: str) -> NoReturn:
    raise LookupError(f"not followed: {uri}")


class _IdSet(set[int]):
    """A set where the library uses a list (half of its time goes into `in` on that list)."""

    append = set.add


def _errors(data: dict[str, Any]) -> Iterator[Any]:
    from openapi_spec_validator.validation import validators  # noqa: PLC0415  # 0.5 s to import

    classes = {
        "swagger-2.0": validators.OpenAPIV2SpecValidator,
        "openapi-3.0": validators.OpenAPIV30SpecValidator,
        "openapi-3.1": validators.OpenAPIV31SpecValidator,
        "openapi-3.2": validators.OpenAPIV32SpecValidator,
    }
    base = classes.get(spec_format(data) or "")
    if base is None:
        raise LookupError(f"no validator for {spec_format(data)}")
    keywords = dict(base.keyword_validators)
    keywords["schema"] = _fast(keywords["schema"], compiled_meta_schema(spec_format(data) or ""))
    keywords["default"] = _located(keywords["default"])
    keywords["operation"] = _located_operation(keywords["operation"])
    guarded = type("Guarded", (base,), {"resolver_handlers": DenyAll(), "keyword_validators": keywords})
    validator = guarded(data)
    yield from validator.iter_errors()
    yield from _left_out(validator)


def _left_out(validator: Any) -> Iterator[Any]:
    """What the library does not look at: Swagger `definitions`, `webhooks`, and callbacks of operations."""
    root, registry = validator.schema_path, validator.keyword_validators_registry
    if "definitions" in root:
        yield from registry["schemas"](root / "definitions")
    if "webhooks" in root:
        yield from registry["paths"](root / "webhooks")
    for _, item in (root / "paths").items() if "paths" in root else ():
        for method, operation in item.items():
            if method in METHODS and "callbacks" in operation:
                for _, callback in (operation / "callbacks").items():
                    for _, called in callback.items():
                        yield from registry["path"]("", called)


def compiled_meta_schema(format_name: str) -> Any:
    """The schema of schemas of a version, compiled."""
    import jsonschema_rs  # noqa: PLC0415
    from openapi_schema_validator import OAS30Validator, OAS31Validator, OAS32Validator  # noqa: PLC0415
    from openapi_schema_validator._specifications import REGISTRY  # noqa: PLC0415

    classes = {"openapi-3.1": OAS31Validator, "openapi-3.2": OAS32Validator}
    registry = jsonschema_rs.Registry([(uri, REGISTRY.contents(uri)) for uri in REGISTRY])
    schema = classes.get(format_name, OAS30Validator).META_SCHEMA
    return jsonschema_rs.validator_for(schema, registry=registry, offline=True)


def _fast(base: Any, meta_schema: Any) -> Any:
    """The library's schema check with a compiled pre-check, sets for lists, and the place of each error."""

    def __init__(self: Any, registry: Any) -> None:
        base.__init__(self, registry)
        self.visited_schema_ids = _IdSet()
        self.meta_checked_schema_ids = _IdSet()

    def _validate_schema_meta(self: Any, schema: Any, value: Any) -> Any:
        if not (isinstance(value, dict) and "$schema" in value) and meta_schema.is_valid(value):
            return None
        error = base._validate_schema_meta(self, schema, value)
        return _placed(error, schema) if error is not None else None

    def __call__(self: Any, schema: Any, *rest: Any, **options: Any) -> Iterator[Any]:
        for error in base.__call__(self, schema, *rest, **options):
            yield error if error.path else _placed(error, schema)

    members = {"__init__": __init__, "__call__": __call__, "_validate_schema_meta": _validate_schema_meta}
    return type("FastSchemaValidator", (base,), members)


def _located_operation(base: Any) -> Any:
    """The library's check of an operation, its errors placed at the operation."""

    def __call__(self: Any, url: str, name: str, operation: Any, parameters: Any) -> Iterator[Any]:
        for error in base.__call__(self, url, name, operation, parameters):
            yield error if error.path else _placed(error, operation)

    return type("LocatedOperationValidator", (base,), {"__call__": __call__})


def _located(base: Any) -> Any:
    """The library's check of defaults, its errors placed at the default."""

    def __call__(self: Any, schema: Any, value: Any) -> Iterator[Any]:
        for error in base.__call__(self, schema, value):
            yield _placed(error, schema, "default")

    return type("LocatedValueValidator", (base,), {"__call__": __call__})


def _placed(error: Any, schema: Any, *steps: str) -> Any:
    """The error, its path made absolute by that of its schema."""
    error.path.extendleft(reversed([*schema.parts, *steps]))
    return error
