import stripe
from hubspot import HubSpot
from simple_salesforce import Salesforce

stripe.api_key = "x"
crm = HubSpot(access_token="x")


def pay(email):
    customer = stripe.Customer.create(email=email)
    return customer


def contacts():
    crm.crm.contacts.basic_api.create(simple_public_object_input={})


def soql():
    sf = Salesforce(instance_url="https://acme.my.salesforce.com")
    sf.query("SELECT Id FROM Account")
