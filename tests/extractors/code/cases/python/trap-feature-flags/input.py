"""Syncs with Salesforce and HubSpot; see https://api.hubapi.com/crm."""

STRIPE_ENABLED = True
PROVIDERS = ["stripe", "make", "plain", "segment"]


def enabled(flags):
    # requests.post("https://api.stripe.com/v1/charges")
    return flags.get("hubspot") or STRIPE_ENABLED
