"""Terraform and OpenTofu: functions, containers, triggers and managed pipelines."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path as FilePath
from typing import Any

from extractors.config.common.base import ConfigExtractor, at, env_set
from extractors.config.common.flows import flow
from extractors.config.common.tree import as_map
from extractors.config.infrastructure.hcl import Block, Expression, parse_hcl
from extractors.documents import load_yaml
from mapgen.model.extraction import SourceFile
from mapgen.model.facts import AnyFact, UnitDeclared
from mapgen.model.value import Value, join, ref, text

_TABLE = FilePath(__file__).with_name("terraform.yaml")
_HOLE = re.compile(r"\$\{([^${}]*)\}")
_REFERENCE = re.compile(r"\b((?:data\.)?[a-z][a-z0-9]*_[a-z0-9_]+)\.([\w-]+)")


class Terraform(ConfigExtractor):
    """Reads resources that run code, connect queues to it, or copy data."""

    name = "config/terraform"
    version = "1"
    description = "Terraform and OpenTofu resources"
    files = "*.tf"
    example = 'resource "airbyte_connection" "crm" { source_id = airbyte_source_salesforce.crm.source_id }'
    yields = "functions and services with their environment; triggers; Fivetran, Airbyte and Confluent pipelines"

    def accepts(self, path: str) -> bool:
        """By suffix."""
        return path.endswith((".tf", ".tofu"))

    def extract(self, source: SourceFile) -> Iterable[AnyFact]:
        """The facts of one file; references to other files of the folder are followed by name."""
        root = parse_hcl(source.text(), source.path)
        resources = [block for block in root.all("resource") if len(block.labels) == 2]
        for block in resources:
            yield from _facts(source, block)


@lru_cache(maxsize=1)
def _knowledge() -> dict[str, dict[str, str]]:
    [document] = load_yaml(_TABLE.read_bytes(), _TABLE.name)
    return {
        section: {key: str(value) for key, value in as_map(rows).items()}
        for section, rows in as_map(document.data).items()
    }


def _value(raw: Any) -> Value:
    if isinstance(raw, Expression):
        found = _REFERENCE.search(raw.source)
        return text(_named(found)) if found else ref("unknown", raw.source)
    if not isinstance(raw, str):
        return ref("unknown", "")
    pieces: list[Value | str] = []
    end = 0
    for hole in _HOLE.finditer(raw):
        found = _REFERENCE.search(hole.group(1))
        pieces.extend((raw[end : hole.start()], text(_named(found)) if found else ref("unknown", hole.group(1))))
        end = hole.end()
    return join(*pieces, raw[end:])


def _named(found: re.Match[str]) -> str:
    """A referred resource by its Terraform name (`aws_sqs_queue.orders` -> orders)."""
    return found.group(2)


def _facts(source: SourceFile, block: Block) -> Iterator[AnyFact]:
    kind, name = block.labels
    known = _knowledge()
    if kind in known["units"]:
        yield from _unit(source, block, known["units"][kind])
    elif kind in known["triggers"]:
        yield from _trigger(source, block, known["triggers"][kind])
    elif kind in ("fivetran_connector", "fivetran_connection"):
        yield from _fivetran(source, block)
    elif kind == "airbyte_connection":
        yield from _airbyte(source, block)
    elif kind == "confluent_connector":
        yield from _confluent(source, block)
    elif product := known["products"].get(kind):
        yield UnitDeclared(
            location=at(source, block.line),
            rule=f"terraform/{kind}",
            name=block.text("name") or name,
            unit_kind="process",
            aliases=(name,) if block.text("name") not in ("", name) else (),
            image=text(product),
        )


def _unit(source: SourceFile, block: Block, name_key: str) -> Iterator[AnyFact]:
    kind, label = block.labels
    written = block.text(name_key)
    name = written if written and "$" not in written else label
    yield UnitDeclared(
        location=at(source, block.line),
        rule=f"terraform/{kind}",
        name=name,
        unit_kind="serverless_function",
        aliases=(label,) if label != name else (),
    )
    for key, raw, line in _environment(block):
        yield env_set(at(source, line), "terraform/environment", key, _value(raw), unit=name)


def _environment(block: Block) -> Iterator[tuple[str, Any, int]]:
    """Variables as maps (`environment { variables = {} }`, `app_settings = {}`) or as `env { name value }` blocks."""
    for nested in block.blocks:
        if nested.kind in ("env", "environment_variable") and "name" in nested.attributes:
            yield nested.text("name"), nested.attributes.get("value"), nested.line
        else:
            yield from _environment(nested)
    for key in ("variables", "environment_variables", "app_settings", "environment"):
        value = block.attributes.get(key)
        if isinstance(value, Block):
            for name, raw in value.attributes.items():
                yield name, raw, value.lines[name]


def _trigger(source: SourceFile, block: Block, keys: str) -> Iterator[AnyFact]:
    """`keys`: attribute of the origin, attribute of the receiver."""
    origin_key, _, target_key = keys.partition(" ")
    origin, target = (_refers(block.attributes.get(key)) for key in (origin_key, target_key))
    if origin and target and origin[1] != target[1]:
        yield flow(
            at(source, block.lines[origin_key]),
            f"terraform/{block.labels[0]}",
            text(_knowledge()["origins"].get(origin[0], origin[1])),
            text(target[1]),
            "trigger",
            transport="messaging",
            objects=(origin[1],),
        )


def _refers(raw: Any) -> tuple[str, str] | None:
    written = raw.source if isinstance(raw, Expression) else raw if isinstance(raw, str) else ""
    found = _REFERENCE.search(written)
    return (found.group(1), found.group(2)) if found else None


def _fivetran(source: SourceFile, block: Block) -> Iterator[AnyFact]:
    service = block.text("service")
    if service:
        place = at(source, block.lines["service"])
        destination = text(_fivetran_destination(source) or "data warehouse")
        product = text(service.replace("_", " "))
        yield flow(place, "terraform/fivetran", product, destination, "sync", transport="database", via="Fivetran")


def _fivetran_destination(source: SourceFile) -> str:
    """The service of the folder's only destination resource."""
    prefix = f"{source.path.rpartition('/')[0]}/" if "/" in source.path else ""
    found: list[str] = []
    for path in source.siblings(f"{prefix}*.tf"):
        raw = source.sibling(path) or b""
        if b"fivetran_destination" in raw:
            root = parse_hcl(raw.decode("utf-8", errors="replace"), path)
            found += [b.text("service") for b in root.all("resource") if b.labels[:1] == ("fivetran_destination",)]
    return found[0].replace("_", " ") if len(set(found)) == 1 else ""


def _airbyte(source: SourceFile, block: Block) -> Iterator[AnyFact]:
    ends = [_refers(block.attributes.get(key)) for key in ("source_id", "destination_id")]
    names = [end[0].removeprefix("airbyte_source_").removeprefix("airbyte_destination_") for end in ends if end]
    if len(names) == 2:
        place = at(source, block.lines["source_id"])
        first, second = (text(name.replace("_", " ")) for name in names)
        yield flow(place, "terraform/airbyte", first, second, "sync", transport="database", via="Airbyte")


def _confluent(source: SourceFile, block: Block) -> Iterator[AnyFact]:
    config = block.attributes.get("config_nonsensitive")
    if not isinstance(config, Block):
        return
    connector = config.text("connector.class")
    is_sink = connector.endswith("Sink")
    product = text(re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", connector.removesuffix("Sink").removesuffix("Source")))
    place = at(source, config.lines.get("connector.class", block.line))
    first, second = (text("Kafka"), product) if is_sink else (product, text("Kafka"))
    topics = config.text("topics") or config.text("kafka.topic")
    yield flow(
        place,
        "terraform/confluent_connector",
        first,
        second,
        "replication",
        transport="messaging",
        via="Confluent Cloud",
        objects=tuple(topic.strip() for topic in topics.split(",") if topic.strip()),
    )
