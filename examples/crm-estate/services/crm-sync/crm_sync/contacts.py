"""Reads and writes HubSpot contacts."""

from collections.abc import Iterator

from hubspot import HubSpot
from hubspot.crm.contacts import PublicObjectSearchRequest, SimplePublicObject, SimplePublicObjectInput
from hubspot.crm.contacts import SimplePublicObjectInputForCreate as ContactInput

from crm_sync.settings import HUBSPOT_ACCESS_TOKEN

PARTNER_PROPERTIES = ["email", "firstname", "lastname", "company", "lifecyclestage", "hs_email_optout"]

client = HubSpot(access_token=HUBSPOT_ACCESS_TOKEN)


def changed_since(moment_ms: int, limit: int = 100) -> Iterator[SimplePublicObject]:
    """Contacts that changed after the moment, oldest first."""
    request = PublicObjectSearchRequest(
        filter_groups=[
            {"filters": [{"propertyName": "lastmodifieddate", "operator": "GT", "value": str(moment_ms)}]}
        ],
        sorts=["lastmodifieddate"],
        properties=PARTNER_PROPERTIES,
        limit=limit,
    )
    yield from client.crm.contacts.search_api.do_search(public_object_search_request=request).results


def create_lead(email: str, first_name: str, last_name: str, company: str) -> str:
    """A new contact from a form on the web site."""
    created = client.crm.contacts.basic_api.create(
        simple_public_object_input_for_create=ContactInput(
            properties={
                "email": email,
                "firstname": first_name,
                "lastname": last_name,
                "company": company,
                "lifecyclestage": "lead",
            }
        )
    )
    return created.id


def update(email: str, **properties: str) -> None:
    """Change properties of the contact with this address."""
    client.crm.contacts.basic_api.update(
        contact_id=email,
        id_property="email",
        simple_public_object_input=SimplePublicObjectInput(properties=properties),
    )
