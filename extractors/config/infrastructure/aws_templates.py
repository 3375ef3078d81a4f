"""CloudFormation, SAM and serverless.yml: functions, their environment and what triggers them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from extractors.config.common.base import ConfigExtractor, at, below, env_set, folder, name_of
from extractors.config.common.documents import documents_of, json_document, line_of, mapping
from extractors.config.common.flows import flow
from extractors.config.common.tree import Path, as_list, as_map, get, scalar, text_at
from extractors.documents import Document
from mapgen.model.extraction import SourceFile
from mapgen.model.facts import AnyFact, UnitDeclared
from mapgen.model.value import UNKNOWN, Value, ref, text

_SERVERLESS = re.compile(r"serverless[\w.-]*\.ya?ml")
_VARIABLE = re.compile(r"\$\{(?:(env|opt|self|param|ssm|cf|file)[:(])?([^${}]*)\}")
_FUNCTIONS = frozenset({"AWS::Serverless::Function", "AWS::Lambda::Function"})
_QUEUES = {
    "sqs": ("SQS", "Queue", "arn"),
    "sns": ("SNS", "Topic", "topicName"),
    "stream": ("Kinesis", "Stream", "arn"),
    "kafka": ("Kafka", "Topics", "topic"),
    "msk": ("MSK", "Topics", "topic"),
    "s3": ("S3", "Bucket", "bucket"),
    "dynamodb": ("DynamoDB", "Stream", "arn"),
    "eventBridge": ("EventBridgeRule", "EventBusName", "eventBus"),
    "rabbitmq": ("MQ", "Queues", "queue"),
}
_PRODUCTS = {
    "SQS": "Amazon SQS",
    "SNS": "Amazon SNS",
    "Kinesis": "Amazon Kinesis",
    "S3": "Amazon S3",
    "DynamoDB": "Amazon DynamoDB",
    "MSK": "Kafka",
    "Kafka": "Kafka",
    "SelfManagedKafka": "Kafka",
    "EventBridgeRule": "Amazon EventBridge",
    "MQ": "RabbitMQ",
}


class AwsTemplates(ConfigExtractor):
    """Reads functions, environment variables and event sources."""

    name = "config/aws-templates"
    version = "1"
    description = "CloudFormation, SAM and Serverless Framework templates"
    files = "serverless.yml, *.yaml, *.yml, *.template and *.json with AWSTemplateFormatVersion"
    example = "Type: AWS::Serverless::Function"
    yields = "a unit per function with its folder and environment; a flow from each queue, topic or bucket to it"

    def accepts(self, path: str) -> bool:
        """By suffix; the content decides."""
        return path.endswith((".yaml", ".yml", ".template", ".json"))

    def extract(self, source: SourceFile) -> Iterable[AnyFact]:
        """The facts of a template."""
        raw = source.data()
        if _SERVERLESS.fullmatch(name_of(source.path)) and b"provider" in raw:
            for document in documents_of(source):
                yield from _serverless(source, document)
        elif b"AWS::" in raw and b"Resources" in raw:
            is_json = raw.lstrip()[:1] == b"{"
            documents = (json_document(raw, source.path),) if is_json else documents_of(source)
            for document in documents:
                yield from _template(source, document)


def _value(raw: Any) -> Value:
    """A template value: variables become holes, intrinsic functions the resource they name."""
    if isinstance(raw, dict):
        named = raw.get("Ref") or raw.get("!Ref") or raw.get("!GetAtt") or raw.get("Fn::GetAtt")
        if named:
            return text(str(named[0] if isinstance(named, list) else named).partition(".")[0])
        joined = raw.get("!Sub") or raw.get("Fn::Sub")
        return _value(joined[0] if isinstance(joined, list) else joined) if joined else UNKNOWN
    written = scalar(raw) or ""
    made: Value = text("")
    end = 0
    for found in _VARIABLE.finditer(written):
        made = made + written[end : found.start()] + _hole(found)
        end = found.end()
    return made + written[end:]


def _hole(found: re.Match[str]) -> Value:
    scope, name = found.group(1), found.group(2)
    name, _, default = name.partition(",")
    default = default.strip().strip("'\"")
    if scope == "env":
        return ref("env", name.strip(), default or None)
    return text(default) if default else ref("unknown", name)


def _serverless(source: SourceFile, document: Document) -> Iterator[AnyFact]:
    data = mapping(document)
    service = text_at(data, "service") or text_at(data, "service", "name")
    shared = as_map(get(data, "provider", "environment"))
    for name, function in as_map(data.get("functions")).items():
        base: Path = ("functions", name)
        handler = text_at(function, "handler")
        yield UnitDeclared(
            location=at(source, line_of(document, base)),
            rule="serverless/function",
            name=name,
            unit_kind="serverless_function",
            directory=folder(source.path),
            aliases=(service,) if service and len(as_map(data.get("functions"))) == 1 else (),
            deployed=bool(handler or get(function, "image")),
        )
        own = as_map(get(function, "environment"))
        for key, raw, path in [
            *((k, v, ("provider", "environment", k)) for k, v in shared.items() if k not in own),
            *((k, v, (*base, "environment", k)) for k, v in own.items()),
        ]:
            yield env_set(at(source, line_of(document, path)), "serverless/environment", key, _value(raw), unit=name)
        yield from _serverless_events(source, document, name, get(function, "events"))


def _serverless_events(source: SourceFile, document: Document, name: str, events: Any) -> Iterator[AnyFact]:
    for index, event in enumerate(as_list(events)):
        for kind, settings in as_map(event).items():
            if kind not in _QUEUES:
                continue
            product, _, key = _QUEUES[kind]
            channel = _value(settings if not isinstance(settings, dict) or key not in settings else settings[key])
            line = line_of(document, ("functions", name, "events", index, kind))
            yield _trigger(source, line, "serverless/event", product, channel, name)


def _trigger(source: SourceFile, line: int, rule: str, product: str, channel: Value, function: str) -> AnyFact:
    named = (channel.literal or "").rpartition(":")[2]
    return flow(
        at(source, line),
        rule,
        text(_PRODUCTS[product]),
        text(function),
        "trigger",
        transport="object_storage" if product == "S3" else "messaging",
        objects=(named,) if named else (),
    )


def _template(source: SourceFile, document: Document) -> Iterator[AnyFact]:
    data = mapping(document)
    everywhere = as_map(get(data, "Globals", "Function", "Environment", "Variables"))
    for name, resource in as_map(data.get("Resources")).items():
        kind = text_at(resource, "Type")
        base: Path = ("Resources", name, "Properties")
        properties = as_map(get(resource, "Properties"))
        if kind in _FUNCTIONS:
            code = text_at(properties, "CodeUri") or text_at(properties, "Code")
            yield UnitDeclared(
                location=at(source, line_of(document, ("Resources", name))),
                rule=f"cloudformation/{kind}",
                name=name,
                unit_kind="serverless_function",
                directory=below(folder(source.path), code) if code and "://" not in code else None,
                aliases=tuple(alias for alias in [text_at(properties, "FunctionName")] if alias and "$" not in alias),
            )
            own = as_map(get(properties, "Environment", "Variables"))
            shared = everywhere if kind == "AWS::Serverless::Function" else {}
            for key, raw in {**shared, **own}.items():
                head: Path = (*base, "Environment") if key in own else ("Globals", "Function", "Environment")
                place = at(source, line_of(document, (*head, "Variables", key)))
                yield env_set(place, "cloudformation/environment", key, _value(raw), unit=name)
            yield from _sam_events(source, document, name, (*base, "Events"), as_map(properties.get("Events")))
        elif kind == "AWS::Lambda::EventSourceMapping":
            yield from _mapping(source, document, (*base, "EventSourceArn"), properties, data)


def _sam_events(
    source: SourceFile, document: Document, name: str, base: Path, events: dict[str, Any]
) -> Iterator[AnyFact]:
    keys = {product: key for product, key, _ in _QUEUES.values()}
    for event, settings in events.items():
        product = text_at(settings, "Type")
        if product in _PRODUCTS:
            channel = _value(get(settings, "Properties", keys.get(product, "Topic")))
            line = line_of(document, (*base, event))
            yield _trigger(source, line, "cloudformation/event", product, channel, name)


def _mapping(
    source: SourceFile, document: Document, path: Path, properties: dict[str, Any], data: dict[str, Any]
) -> Iterator[AnyFact]:
    origin = _value(properties.get("EventSourceArn"))
    function = _value(properties.get("FunctionName")).literal
    kind = text_at(data, "Resources", origin.literal or "", "Type")
    product = next((name for name in _PRODUCTS if f"::{name}::" in kind), None)
    if product and function:
        yield _trigger(source, line_of(document, path), "cloudformation/EventSourceMapping", product, origin, function)
