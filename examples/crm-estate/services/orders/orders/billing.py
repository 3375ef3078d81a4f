"""Asks the billing service to start charging for an order."""

import httpx

from orders.models import Customer, Order
from orders.settings import BILLING_URL

TIMEOUT = httpx.Timeout(5.0, connect=1.0)


def start_subscription(order: Order, customer: Customer) -> str:
    """Create the subscription that pays for the order; repeating the call is harmless (Idempotency-Key)."""
    response = httpx.post(
        f"{BILLING_URL}/v1/subscriptions",
        json={
            "order_id": order.id,
            "customer_email": customer.contact_email,
            "company_name": customer.company_name,
            "country": customer.billing_country,
            "plan": order.plan,
            "quantity": order.desks,
            "currency": order.currency,
        },
        headers={"Idempotency-Key": f"order-{order.id}"},
        timeout=TIMEOUT,
    )
    response.raise_for_status()
    return response.json()["subscription_id"]
