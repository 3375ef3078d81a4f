"""n8n workflow exports: data that goes from one product to the next.

Plumbing nodes pass data on; disabled nodes and nodes without any connection do not count. An agent acts as the
language model attached to it; its tools exchange data with that model.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path as FilePath
from typing import Any

from extractors.config.common.base import ConfigExtractor, at
from extractors.config.common.documents import json_document, line_of, mapping
from extractors.config.common.flows import flow
from extractors.config.common.tree import Path, as_list, as_map, get, leaves, text_at
from extractors.config.pipelines.graph import Step, lineage, origins
from extractors.documents import Document, load_yaml
from mapgen.model.extraction import SourceFile
from mapgen.model.facts import FlowDeclared
from mapgen.model.value import text

_TABLE = FilePath(__file__).with_name("n8n.yaml")
_REFERENCE = re.compile(r"""\$(?:node\[|items\(|\()\s*\\?["']([^"'\\\]]{1,200})\\?["']""")
_WORD_EDGE = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_GENERIC = re.compile(r"(?:webhook|receive|trigger|start|post|http)?[\s\d-]*(?:webhook|trigger)?[\s\d]*", re.IGNORECASE)
_HOST = re.compile(r"https?://[\w.-]+\.[A-Za-z]{2,}[^\s{}\"']{0,200}")


@dataclass(frozen=True, slots=True)
class _Knowledge:
    plumbing: frozenset[str]
    prefixes: tuple[str, ...]
    suffixes: tuple[str, ...]
    names: dict[str, str]
    read_operations: frozenset[str]
    reads_by_default: frozenset[str]


@lru_cache(maxsize=1)
def _knowledge() -> _Knowledge:
    [document] = load_yaml(_TABLE.read_bytes(), _TABLE.name)
    data = as_map(document.data)
    return _Knowledge(
        plumbing=frozenset(as_list(data.get("plumbing"))),
        prefixes=tuple(as_list(data.get("prefixes"))),
        suffixes=tuple(as_list(data.get("suffixes"))),
        names={key: str(value) for key, value in as_map(data.get("names")).items()},
        read_operations=frozenset(as_list(data.get("read_operations"))),
        reads_by_default=frozenset(as_list(data.get("reads_by_default"))),
    )


class N8n(ConfigExtractor):
    """Reads the node graph of workflow exports."""

    name = "config/n8n"
    version = "1"
    description = "n8n workflow exports"
    files = "*.json with nodes and connections of n8n"
    example = '{"type": "n8n-nodes-base.hubspotTrigger", "name": "New contact"}'
    yields = "a sync from each product to the next one its data reaches (via n8n)"

    def accepts(self, path: str) -> bool:
        """JSON; the content decides."""
        return path.endswith(".json")

    def extract(self, source: SourceFile) -> Iterable[FlowDeclared]:
        """One flow per pair of products."""
        raw = source.data()
        if b'"connections"' not in raw or b'"nodes"' not in raw or b"n8n" not in raw:
            return ()
        return _workflows(source, json_document(raw, source.path))


def _workflows(source: SourceFile, document: Document) -> Iterator[FlowDeclared]:
    found: list[Path] = [(n,) for n in range(len(document.data))] if isinstance(document.data, list) else [()]
    for base in found:
        data = mapping(document) if not base else as_map(get(document.data, *base))
        nested: Path = (*base, "data") if isinstance(data.get("data"), dict) else base
        yield from _flows(source, document, nested, as_map(get(document.data, *nested)))


def _flows(source: SourceFile, document: Document, base: Path, data: dict[str, Any]) -> Iterator[FlowDeclared]:
    nodes = {
        text_at(node, "name"): (index, as_map(node))
        for index, node in enumerate(as_list(data.get("nodes")))
        if not get(node, "disabled")
    }
    links = _links(as_map(data.get("connections")), nodes)
    steps = {name: _step(document, base, name, index, node) for name, (index, node) in nodes.items()}
    _attach_models(steps, links)
    connected = {name for kind in links.values() for pair in kind for name in pair}
    pairs = list(lineage((step for name, step in steps.items() if name in connected), links["main"]))
    pairs += _referenced(steps, nodes, links["main"])
    pairs += _tools(steps, links)
    first: dict[tuple[str, str], tuple[Step, Step]] = {}
    for start, end in pairs:
        first.setdefault((str(start.system), str(end.system)), (start, end))
    for start, end in sorted(first.values(), key=lambda pair: pair[1].line):
        yield flow(at(source, end.line), "n8n/lineage", start.system, end.system, "sync", transport="http", via="n8n")


Links = dict[str, list[tuple[str, str]]]


def _links(connections: dict[str, Any], nodes: dict[str, Any]) -> Links:
    """Pairs of node names by kind of connection (`main`, `ai_languageModel`, ...)."""
    found: Links = defaultdict(list)
    for start, kinds in connections.items():
        for kind, outputs in as_map(kinds).items():
            for output in as_list(outputs):
                for item in as_list(output):
                    end = text_at(item, "node")
                    if start in nodes and end in nodes:
                        found[kind].append((start, end))
    return found


def _step(document: Document, base: Path, name: str, index: int, node: dict[str, Any]) -> Step:
    line = line_of(document, (*base, "nodes", index, "type"))
    kind = text_at(node, "type").rpartition(".")[2]
    parameters = as_map(node.get("parameters"))
    if kind in ("httpRequest", "toolHttpRequest"):
        found = _HOST.match(text_at(parameters, "url").lstrip("="))
        reading = text_at(parameters, "method").upper() in ("", "GET") and not get(parameters, "sendBody")
        has_inputs = "{{" in text_at(parameters, "url") or bool(get(parameters, "sendQuery"))
        return Step(name, line, text(found.group()) if found else None, writes=not reading or has_inputs)
    if kind == "formTrigger":
        return Step(name, line, text(text_at(parameters, "formTitle") or name), writes=False)
    if kind == "webhook" and not _GENERIC.fullmatch(name):  # the sender is unknown, but it is named
        return Step(name, line, text(name), writes=False)
    if kind in _knowledge().plumbing or not kind:
        return Step(name, line)
    operation = text_at(parameters, "operation").lower()
    only_reads = operation in _knowledge().read_operations or (
        not operation and kind in _knowledge().reads_by_default and not kind.endswith("Trigger")
    )
    return Step(name, line, text(product_name(kind)), writes=not (only_reads or kind.endswith("Trigger")))


def product_name(kind: str) -> str:
    """The product a node type stands for (`lmChatOpenAi` -> OpenAI, `googleSheetsTrigger` -> Google Sheets)."""
    known = _knowledge()
    for suffix in known.suffixes:
        if kind.endswith(suffix) and len(kind) > len(suffix):
            kind = kind.removesuffix(suffix)
    for prefix in known.prefixes:
        if kind.startswith(prefix) and kind[len(prefix) : len(prefix) + 1].isupper():
            rest = kind[len(prefix) :]
            kind = rest[0].lower() + rest[1:]
            break
    if kind in known.names:
        return known.names[kind]
    spaced = _WORD_EDGE.sub(" ", kind)
    return spaced[:1].upper() + spaced[1:]


def _attach_models(steps: dict[str, Step], links: Links) -> None:
    """An agent or chain is the model it runs on."""
    for start, end in links["ai_languageModel"]:
        if steps[end].system is None and steps[start].system is not None:
            steps[end] = replace(steps[end], system=steps[start].system)
    for start, end in links["ai_vectorStore"]:
        if steps[end].system is None and steps[start].system is not None:
            steps[end] = replace(steps[end], system=steps[start].system)


def _referenced(
    steps: dict[str, Step], nodes: dict[str, tuple[int, dict[str, Any]]], links: list[tuple[str, str]]
) -> list[tuple[Step, Step]]:
    """A node that names an earlier node in an expression uses its data (`$node["New lead"].json.email`)."""
    linked = {name for pair in links for name in pair}
    found: list[tuple[Step, Step]] = []
    for name, (_, node) in nodes.items():
        target = steps[name]
        if target.system is None or not target.writes or name not in linked:
            continue
        mentioned = {m for _, raw in leaves(node.get("parameters")) for m in _REFERENCE.findall(raw)}
        for other in sorted(mentioned):
            found.extend((origin, target) for origin in origins(other, steps, links) if origin.system != target.system)
    return found


def _tools(steps: dict[str, Step], links: Links) -> list[tuple[Step, Step]]:
    """Tools and stores of an agent exchange data with its model."""
    found: list[tuple[Step, Step]] = []
    for kind in ("ai_tool", "ai_vectorStore", "ai_memory", "ai_retriever", "ai_embedding"):
        for start, end in links[kind]:
            tool, agent = steps[start], steps[end]
            if tool.system is None or agent.system is None or tool.system == agent.system:
                continue
            found.append((tool, agent))
            if tool.writes and kind in ("ai_tool", "ai_memory", "ai_embedding"):
                found.append((agent, tool))
    return found
