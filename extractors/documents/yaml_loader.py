"""YAML with libyaml, without its traps.

libyaml composes the node tree; turning nodes into data is ours: keys become strings as written, nothing becomes a
date, unknown tags are kept as data, aliases and merge keys are paid for from the node budget. libyaml itself
recurses per nesting level and can overflow the C stack, so texts that might be deep are measured by its events first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NoReturn

import yaml
from yaml._yaml import CParser

from extractors.documents.collector import paused_gc
from extractors.documents.document import Document, DuplicateKeys
from extractors.documents.limits import DEFAULT_LIMITS, Limits, check_shape, check_size, too_deep
from extractors.documents.yaml_lines import YamlLines
from extractors.documents.yaml_nodes import Builder
from mapgen.errors import DocumentError

_FLOW_START = re.compile(rb"(?:^|[\s\[{,:\"'])[\[{]+", re.MULTILINE)
_BLOCK_START = re.compile(rb"^[ \t\-?:]+", re.MULTILINE)
_SAFE_DEPTH = 2_000  # libyaml overflows an 8 MB stack somewhere above 20,000
_ENTER = (yaml.MappingStartEvent, yaml.SequenceStartEvent)
_LEAVE = (yaml.MappingEndEvent, yaml.SequenceEndEvent)


class _Composer(CParser):
    """libyaml's composer without PyYAML's tag resolver: a scalar without a tag keeps tag None."""

    def __init__(self, raw: bytes) -> None:
        CParser.__init__(self, raw)

    def resolve(self, kind: type, value: Any, implicit: Any) -> None:
        """Leave untagged nodes untagged; `Builder` decides from the style."""

    def descend_resolver(self, parent: Any, index: Any) -> None:
        """Path resolvers are not used."""

    def ascend_resolver(self) -> None:
        """Path resolvers are not used."""


def load_yaml(
    raw: bytes, where: str, limits: Limits = DEFAULT_LIMITS, *, duplicates: DuplicateKeys = "last"
) -> list[Document]:
    """All documents of a YAML stream, in order; an empty stream gives an empty list.

    Unknown tags are kept: `!Ref Topic` is `{"!Ref": "Topic"}`. A mapping used as a key is spelt as in the text.

    Raises:
        DocumentError: broken syntax, a node that contains itself, or (with `duplicates="refuse"`) a repeated key.
        BudgetExceeded: too large, too deep, or too many nodes once aliases are expanded.
    """
    check_size(raw, where, limits)
    _check_depth(raw, where, limits)
    documents: list[Document] = []
    builder = Builder(raw, where, limits, duplicates)
    with paused_gc():
        for node in _nodes(raw, where):
            data = builder.build(node)
            if b"*" in raw:
                check_shape(data, where, limits)
            documents.append(_document(node, data, builder, raw, where))
    return documents


def _document(node: yaml.Node, data: Any, builder: Builder, raw: bytes, where: str) -> Document:
    return Document(
        data=data,
        where=where,
        format="yaml",
        raw=raw,
        duplicates=builder.take_duplicates(),
        index=lambda: YamlLines(node, builder.key_text),
    )


def _nodes(raw: bytes, where: str) -> Iterator[yaml.Node]:
    try:
        parser = _Composer(raw)
        while parser.check_node():
            node = parser.get_node()
            if node is not None:
                yield node
    except yaml.YAMLError as error:
        _raise_syntax(error, raw, where)
    except UnicodeDecodeError as error:
        raise DocumentError(f"not valid {error.encoding}: {error.reason}", where=where) from error


def _raise_syntax(error: yaml.YAMLError, raw: bytes, where: str) -> NoReturn:
    if isinstance(error, yaml.MarkedYAMLError):
        mark = error.problem_mark or error.context_mark
        message = ", ".join(part for part in (error.context, error.problem) if part)
        place = (mark.line + 1, mark.column + 1) if mark else (None, None)
        raise DocumentError(f"invalid YAML: {message}", where=where, line=place[0], column=place[1]) from error
    if isinstance(error, yaml.reader.ReaderError):
        before = raw[: error.position]
        raise DocumentError(
            f"invalid YAML: {error.reason}",
            where=where,
            line=before.count(b"\n") + 1,
            column=error.position - before.rfind(b"\n"),
        ) from error
    raise DocumentError(f"invalid YAML: {error}", where=where) from error


def _check_depth(raw: bytes, where: str, limits: Limits) -> None:
    """Raise when the text nests deeper than allowed, before the recursive composer sees it."""
    text = raw if b"\x00" not in raw[:4] else raw.replace(b"\x00", b"")  # UTF-16 and UTF-32
    flow = sum(len(found) for found in _FLOW_START.findall(text))
    block = max(map(len, _BLOCK_START.findall(text)), default=0)
    if flow + 2 * block <= _SAFE_DEPTH:
        return
    depth = 0
    with paused_gc():
        try:
            parser = _Composer(raw)
            while (event := parser.get_event()) is not None and type(event) is not yaml.StreamEndEvent:
                if type(event) in _ENTER:
                    depth += 1
                    if depth > limits.depth:
                        raise too_deep(where, limits)
                elif type(event) in _LEAVE:
                    depth -= 1
        except yaml.YAMLError as error:
            _raise_syntax(error, raw, where)
