"""Keeps the CRM's deals in step with orders."""

from hubspot import HubSpot
from hubspot.crm.contacts import ApiException
from hubspot.crm.contacts import SimplePublicObjectInputForCreate as ContactInput
from hubspot.crm.deals import SimplePublicObjectInputForCreate as DealInput

from orders.models import Customer, Order
from orders.settings import HUBSPOT_ACCESS_TOKEN

DEAL_TO_CONTACT = 3

client = HubSpot(access_token=HUBSPOT_ACCESS_TOKEN)


def ensure_contact(customer: Customer) -> str:
    """Id of the customer's contact, created when HubSpot does not know the address yet."""
    properties = {
        "email": customer.contact_email,
        "firstname": customer.contact_first_name,
        "lastname": customer.contact_last_name,
        "company": customer.company_name,
        "country": customer.billing_country,
    }
    try:
        contact = client.crm.contacts.basic_api.get_by_id(customer.contact_email, id_property="email")
    except ApiException as error:
        if error.status != 404:
            raise
        contact = client.crm.contacts.basic_api.create(
            simple_public_object_input_for_create=ContactInput(properties=properties)
        )
    return contact.id


def open_deal(order: Order, customer: Customer) -> str:
    """Open a deal for the order and attach it to the customer's contact."""
    contact_id = ensure_contact(customer)
    deal = client.crm.deals.basic_api.create(
        simple_public_object_input_for_create=DealInput(
            properties={
                "dealname": f"{customer.company_name}: {order.plan} x {order.desks}",
                "amount": str(order.monthly_amount * 12),
                "dealstage": "closedwon",
                "order_reference": str(order.id),
            },
            associations=[
                {
                    "to": {"id": contact_id},
                    "types": [{"associationCategory": "HUBSPOT_DEFINED", "associationTypeId": DEAL_TO_CONTACT}],
                }
            ],
        )
    )
    return deal.id
