"""Messaging roles: publishing to and consuming from channels."""

from __future__ import annotations

from collections.abc import Iterator

from extractors.code.arguments import payload, targets
from extractors.code.context import ADDRESSES, Use
from extractors.code.declared import (
    bound_channel,
    placeheld,
)
from extractors.code.ir import Expr, Invoke, Text, keyword, last_name
from mapgen.model.facts import (
    AnyFact,
    MessageChannel,
)
from mapgen.model.value import UNKNOWN, Value, text


def message_facts(use: Use) -> Iterator[AnyFact]:
    """Channels that are published to or consumed from."""
    kind = use.rule.construct.target_kind
    if kind in ("host", "dsn", "-", "url") and use.rule.construct.form == "constructor":
        return
    direction = "consume" if use.rule.role in ("consume", "task_worker") else "publish"
    values = list(_channels(use, kind))
    if not values and use.rule.role == "task_worker" and use.owner is not None:
        values = [(text(use.owner.name), kind)]
    if not values and use.rule.construct.form == "struct_literal":
        return  # a message without a topic of its own: the producer has it
    group = _group(use)
    address = use.receiver_base(ADDRESSES)
    for value, channel_kind in values or [(UNKNOWN, kind)]:
        yield MessageChannel(
            location=use.file.location(use.line),
            rule=use.rule_id,
            direction=direction,  # type: ignore[arg-type]
            channel=value,
            broker=use.system,
            channel_kind=channel_kind,
            group=group,
            address=address,
            package=use.package,
            fields=payload(use.call, use.file.folder, use.scope),
        )


def _channels(use: Use, kind: str) -> Iterator[tuple[Value, str]]:
    """Channels with their kind. An empty exchange is the default one, which routes by queue name."""
    on_queue = use.rule.role == "task_enqueue" or use.rule.construct.target_arg == "-"
    queue = use.receiver_base(_QUEUES) if on_queue else None
    if queue is not None:  # the queue a job is put into, or the call is made on, says more than the name of the job
        yield queue, "queue"
        return
    found = list(targets(use.rule, use.call, use.file.folder, use.scope))
    for target in found:
        if use.rule.construct.target_arg == "receiver":
            yield text(last_name(target)), kind
            continue
        if isinstance(target, Invoke) and _is_binding(target):
            yield from _bound_queue(target, use)
            continue
        if kind == "exchange" and len(use.call.args) == 2:
            kind = "queue"  # (routing key, message): published to the default exchange
        if kind == "message" and not isinstance(target, Text):
            yield _message_class(target, use), kind
            continue
        if kind == "camel_uri":
            yield from _camel(use.file.value(target, use.scope))
            continue
        value = placeheld(use.file.value(target, use.scope))
        if kind == "binding":
            yield (bound_channel(value.literal) if value.literal else value), "topic"
            continue
        if not value.parts and len(use.call.args) > 1:
            value, kind = use.file.value(use.call.args[1], use.scope), "queue"
        yield value, kind
    if not found and use.rule.construct.target_arg == "name":
        yield text(use.symbol[-1]), kind


_QUEUES = frozenset({"queue"})


def _message_class(target: Expr, use: Use) -> Value:
    """Buses that route by the class of the message: the class is the channel."""
    symbol = use.file.symbols.of(target, use.scope)
    return text(symbol[-1]) if symbol and symbol[-1][:1].isupper() else UNKNOWN


def _is_binding(call: Invoke) -> bool:
    return any(key in ("value", "exchange", "key") for key, _ in call.keywords)


def _bound_queue(binding: Invoke, use: Use) -> Iterator[tuple[Value, str]]:
    """`@QueueBinding(value = @Queue("q"), exchange = @Exchange("x"))`."""
    for argument, kind in (("value", "queue"), ("exchange", "exchange")):
        inner = keyword(binding, argument)
        if isinstance(inner, Invoke):
            named = keyword(inner, "value") or keyword(inner, "name") or (inner.args[0] if inner.args else None)
            if named is not None:
                yield placeheld(use.file.value(named, use.scope)), kind


def _camel(value: Value) -> Iterator[tuple[Value, str]]:
    literal = str(value)
    scheme, _, rest = literal.partition(":")
    if scheme in ("kafka", "rabbitmq", "spring-rabbitmq", "jms", "activemq", "aws2-sqs", "nats", "amqp"):
        name = rest.removeprefix("//").partition("?")[0]
        yield text(name.removeprefix("queue:").removeprefix("topic:")), "topic" if scheme == "kafka" else "queue"


def _group(use: Use) -> Value | None:
    for name in ("groupId", "group_id", "group", "groupID"):
        found = keyword(use.call, name)
        if found is not None:
            value = placeheld(use.file.value(found, use.scope))
            return value if value.known else None
    return None
