import os

import requests
from requests import post

from .settings import BILLING_URL

CRM_URL = os.environ.get("CRM_URL", "http://crm:8000")
session = requests.Session()


def contact(contact_id):
    return requests.get(f"{CRM_URL}/contacts/{contact_id}", timeout=5).json().get("name")


def invoice(customer):
    payload = {"customer_id": customer.id, "email": customer.email, "address": {"city": "x"}}
    session.post(BILLING_URL + "/invoices", json=payload)


def notify():
    post("https://hooks.slack.com/services/%s" % os.environ["SLACK_PATH"])


def fetch(path):
    return requests.request("DELETE", "http://stock/" + path)


def all_stock():
    fetch("items")
    fetch("levels")
