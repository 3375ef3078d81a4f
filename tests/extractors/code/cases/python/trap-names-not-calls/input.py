"""Reads https://api.stripe.com/v1 in a comment only."""

SOCIAL_LINKS = ["https://twitter.com/acme", "https://www.linkedin.com/company/acme"]
OAUTH_REDIRECT_URI = "https://shop.acme.io/oauth/callback"
XML_NAMESPACE = "http://schemas.xmlsoap.org/soap/envelope/"
REPOSITORY_URL = "https://github.com/acme/shop"


def schema(client_id):
    # requests.post("https://api.hubapi.com/crm")
    return {"client_id": client_id, "redirect_uri": OAUTH_REDIRECT_URI}
