"""Old newsletter sign-up, from before e-mail moved to the notifications service.

Nobody remembers whether the spring campaign still needs it, so it has stayed.
"""

import hashlib
import logging

import requests

from orders.models import Customer
from orders.settings import MAILCHIMP_API_KEY

log = logging.getLogger(__name__)

API = "https://us7.api.mailchimp.com/3.0"
LIST_ID = "f3a9d1c0b2"


def subscribe(customer: Customer) -> None:
    """Put the customer on the newsletter list, or update the entry that is already there."""
    if not customer.marketing_consent:
        return
    member = hashlib.md5(customer.contact_email.lower().encode(), usedforsecurity=False).hexdigest()
    answer = requests.put(
        f"{API}/lists/{LIST_ID}/members/{member}",
        auth=("anystring", MAILCHIMP_API_KEY),
        json={
            "email_address": customer.contact_email,
            "status_if_new": "subscribed",
            "merge_fields": {"FNAME": customer.contact_first_name, "LNAME": customer.contact_last_name},
        },
        timeout=10,
    )
    if answer.status_code >= 400:
        log.warning("newsletter sign-up failed with status %s", answer.status_code)
