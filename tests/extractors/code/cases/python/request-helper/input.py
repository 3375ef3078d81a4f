import os

from shop.http import HTTPClient, make_request

BASE = os.environ["CRM_URL"]


def run(webhook):
    HTTPClient.send_request("POST", "https://tax.acme.io/rates", json={"country": "DE"})
    make_request("GET", f"{BASE}/contacts")
    HTTPClient.send_request("POST", webhook.target_url, json={})


def send_webhook_using_http(target_url, message):
    HTTPClient.send_request("POST", target_url, data=message)
