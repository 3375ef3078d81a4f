"""Everything the service reads from its environment."""

import os

DATABASE_URL = os.environ.get("DATABASE_URL", "postgresql+psycopg://orders:orders@localhost:5432/orders")
KAFKA_BOOTSTRAP_SERVERS = os.environ.get("KAFKA_BOOTSTRAP_SERVERS", "localhost:9092")
BILLING_URL = os.environ.get("BILLING_URL", "http://localhost:8080")
HUBSPOT_ACCESS_TOKEN = os.environ.get("HUBSPOT_ACCESS_TOKEN", "")
MAILCHIMP_API_KEY = os.environ.get("MAILCHIMP_API_KEY", "")

ORDERS_TOPIC = "orders.placed"
