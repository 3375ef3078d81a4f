"""Brings consent and payment events into the CRM."""

import json
import logging

from confluent_kafka import Consumer

from crm_sync import contacts
from crm_sync.settings import CONSENT_TOPIC, INVOICE_TOPIC, KAFKA_BOOTSTRAP_SERVERS

log = logging.getLogger(__name__)


def apply(topic: str, event: dict[str, str]) -> None:
    """One event becomes one update of a contact."""
    if topic == CONSENT_TOPIC:
        contacts.update(event["email"], hs_email_optout=str(event["opted_out"]).lower())
    elif topic == INVOICE_TOPIC:
        contacts.update(event["customer_email"], last_invoice_status="paid", last_invoice_at=event["paid_at"])


def run() -> None:
    """Consume for ever; an event is committed after the CRM has taken it."""
    consumer = Consumer(
        {
            "bootstrap.servers": KAFKA_BOOTSTRAP_SERVERS,
            "group.id": "crm-sync",
            "enable.auto.commit": False,
            "auto.offset.reset": "earliest",
        }
    )
    consumer.subscribe([CONSENT_TOPIC, INVOICE_TOPIC])
    while True:
        message = consumer.poll(1.0)
        if message is None:
            continue
        if message.error():
            log.error("consumer error: %s", message.error())
            continue
        apply(message.topic(), json.loads(message.value()))
        consumer.commit(message)
