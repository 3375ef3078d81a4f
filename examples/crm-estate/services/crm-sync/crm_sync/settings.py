"""Everything the service reads from its environment."""

import os

HUBSPOT_ACCESS_TOKEN = os.environ["HUBSPOT_ACCESS_TOKEN"]
HUBSPOT_CLIENT_SECRET = os.environ["HUBSPOT_CLIENT_SECRET"]
KAFKA_BOOTSTRAP_SERVERS = os.environ["KAFKA_BOOTSTRAP_SERVERS"]
REDIS_URL = os.environ["REDIS_URL"]
PUBLIC_URL = os.environ.get("PUBLIC_URL", "https://partners.fernhollow.example")

CONTACTS_TOPIC = "crm.contact-changed"
CONSENT_TOPIC = "consent.changed"
INVOICE_TOPIC = "billing.invoice-paid"
