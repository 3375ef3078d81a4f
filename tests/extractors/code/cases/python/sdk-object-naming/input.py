import hubspot
import stripe
from hubspot import HubSpot
from twilio.rest import Client

client = HubSpot(access_token="x")
twilio = Client("sid", "token")


def run():
    client.crm.contacts.basic_api.create(simple_public_object_input_for_create=None)
    client.crm.companies.batch_api.read(batch_read_input=None)
    stripe.Customer.create(email="a@acme.io")
    stripe.checkout.Session.create(mode="payment")
    twilio.messages.create(to="x", from_="y", body="z")
