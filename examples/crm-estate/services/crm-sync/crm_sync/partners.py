"""Tells subscribed partners about changed contacts."""

import hashlib
import hmac
import json

import httpx
import redis

from crm_sync.settings import REDIS_URL

store = redis.Redis.from_url(REDIS_URL, decode_responses=True)


def subscribe(partner: str, callback_url: str, secret: str) -> None:
    """Remember where a partner wants to be called."""
    store.hset("partner-callbacks", partner, json.dumps({"url": callback_url, "secret": secret}))


def notify(event: dict[str, object]) -> None:
    """Post the event to every subscribed partner, signed with the partner's secret."""
    body = json.dumps({"type": "contact.changed", "data": event}).encode()
    for entry in store.hgetall("partner-callbacks").values():
        subscription = json.loads(entry)
        mac = hmac.new(subscription["secret"].encode(), body, hashlib.sha256).hexdigest()
        httpx.post(subscription["url"], content=body, headers={"X-Fernhollow-Signature": mac}, timeout=5)


def first_time(event_id: str) -> bool:
    """True when the event was not handled yet (HubSpot delivers at least once)."""
    return bool(store.set(f"seen:{event_id}", 1, nx=True, ex=86400))
