"""Checks that a webhook really comes from HubSpot (signature version 3)."""

import base64
import hashlib
import hmac
import time

from fastapi import HTTPException, Request

from crm_sync.settings import HUBSPOT_CLIENT_SECRET, PUBLIC_URL

MAX_AGE_MS = 5 * 60 * 1000


async def verified_body(request: Request) -> bytes:
    """The request's body; 401 when the signature does not fit or is older than five minutes."""
    body = await request.body()
    signature = request.headers.get("X-HubSpot-Signature-v3", "")
    timestamp = request.headers.get("X-HubSpot-Request-Timestamp", "0")
    if abs(time.time() * 1000 - int(timestamp)) > MAX_AGE_MS:
        raise HTTPException(401, "too old")
    signed = f"POST{PUBLIC_URL}{request.url.path}{body.decode()}{timestamp}".encode()
    expected = base64.b64encode(hmac.new(HUBSPOT_CLIENT_SECRET.encode(), signed, hashlib.sha256).digest())
    if not hmac.compare_digest(expected, signature.encode()):
        raise HTTPException(401, "bad signature")
    return body
