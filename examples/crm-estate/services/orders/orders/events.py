"""Publishes what happened to orders."""

import json
from functools import cache

from confluent_kafka import Producer

from orders.models import Customer, Order
from orders.settings import KAFKA_BOOTSTRAP_SERVERS, ORDERS_TOPIC


@cache
def producer() -> Producer:
    """One idempotent producer per process."""
    return Producer({"bootstrap.servers": KAFKA_BOOTSTRAP_SERVERS, "enable.idempotence": True, "acks": "all"})


def order_placed(order: Order, customer: Customer) -> None:
    """Tell everybody that a customer has ordered. Keyed by customer, so that events of one customer stay in order."""
    event = {
        "order_id": order.id,
        "customer_id": customer.id,
        "email": customer.contact_email,
        "first_name": customer.contact_first_name,
        "plan": order.plan,
        "desks": order.desks,
        "placed_at": order.placed_at.isoformat(),
    }
    producer().produce(ORDERS_TOPIC, key=str(customer.id), value=json.dumps(event).encode())
    producer().poll(0)


def flush() -> None:
    """Wait for outstanding events; called when the process stops."""
    producer().flush(10)
