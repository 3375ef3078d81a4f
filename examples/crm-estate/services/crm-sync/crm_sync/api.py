"""HTTP interface for partners, the web shop and HubSpot; described in specs/crm-sync.openapi.yaml."""

import json
from contextlib import asynccontextmanager
from threading import Thread

from confluent_kafka import Producer
from fastapi import Depends, FastAPI
from pydantic import BaseModel, EmailStr, HttpUrl

from crm_sync import consumer, contacts, partners
from crm_sync.settings import CONTACTS_TOPIC, KAFKA_BOOTSTRAP_SERVERS
from crm_sync.signature import verified_body

producer = Producer({"bootstrap.servers": KAFKA_BOOTSTRAP_SERVERS})


class Lead(BaseModel):
    """A visitor who asked for a trial."""

    email: EmailStr
    first_name: str
    last_name: str
    company: str


class Subscription(BaseModel):
    """Where a partner wants to be called."""

    partner: str
    callback_url: HttpUrl
    secret: str


@asynccontextmanager
async def lifespan(_: FastAPI):
    """Consume events beside the web server."""
    Thread(target=consumer.run, daemon=True).start()
    yield
    producer.flush(10)


app = FastAPI(title="CRM sync", lifespan=lifespan)


@app.get("/v1/contacts")
def list_contacts(updated_since: int = 0, limit: int = 100) -> dict[str, object]:
    """Contacts for partners, oldest change first."""
    found = [contact.to_dict() for contact in contacts.changed_since(updated_since, limit)]
    return {"results": found}


@app.post("/v1/leads", status_code=201)
def create_lead(lead: Lead) -> dict[str, str]:
    """A lead from a form of the web shop."""
    return {"contact_id": contacts.create_lead(lead.email, lead.first_name, lead.last_name, lead.company)}


@app.post("/v1/subscriptions", status_code=201)
def subscribe(subscription: Subscription) -> dict[str, str]:
    """Register a partner's callback."""
    partners.subscribe(subscription.partner, str(subscription.callback_url), subscription.secret)
    return {"partner": subscription.partner}


@app.post("/webhooks/hubspot", status_code=204)
def hubspot_events(body: bytes = Depends(verified_body)) -> None:
    """HubSpot says that contacts changed: publish each change once and tell the partners."""
    for event in json.loads(body):
        if partners.first_time(str(event["eventId"])):
            producer.produce(CONTACTS_TOPIC, key=str(event["objectId"]), value=json.dumps(event).encode())
            partners.notify(event)
