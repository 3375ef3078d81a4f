"""Source files that are settings: `config/services.php` of Laravel returns an array, whose keys code reads by path."""

from __future__ import annotations

from collections.abc import Iterator

from extractors.code.context import FileContext
from extractors.code.ir import Closure, Record
from extractors.code.module import Scope
from extractors.code.values import folder_name, rank
from mapgen.model.facts import ConfigSet
from mapgen.model.value import UNKNOWN

RETURNED = "return"
"""Name that front ends bind what a file returns to."""

MAX_KEYS = 400
MAX_DEPTH = 5


def settings(file: FileContext) -> Iterator[ConfigSet]:
    """`services.crm.url` and its value for each leaf of the array that a file in a folder of settings returns."""
    path, module = file.module.path, file.module
    returned = module.scopes[0].bindings.get(RETURNED)
    if not returned or folder_name(path) not in module.frontend.settings_folders:
        return
    record = module.value(returned[-1])
    stem = path.rpartition("/")[2].rpartition(".")[0]
    if isinstance(record, Record):
        for count, found in enumerate(_leaves(file, record, stem, module.scopes[0], 0)):
            if count >= MAX_KEYS:
                return
            yield found


def _leaves(file: FileContext, record: Record, prefix: str, scope: Scope, depth: int) -> Iterator[ConfigSet]:
    for key, expr in record.entries:
        if isinstance(expr, Record):
            if depth < MAX_DEPTH:
                yield from _leaves(file, expr, f"{prefix}.{key}", scope, depth + 1)
            continue
        value = UNKNOWN if isinstance(expr, Closure) else file.folder.fold(expr, scope)
        if rank(value) > 1:
            yield ConfigSet(
                location=file.location(record.line),
                rule=file.rule_id("config file"),
                key=f"{prefix}.{key}",
                value=value,
                namespace="property",
            )


__all__ = ["RETURNED", "settings"]
