from urllib.parse import urljoin

import requests


class CrmSession(requests.Session):
    base_url = "https://crm.acme.io/api/"

    def request(self, method, url, *args, **kwargs):
        return super().request(method, urljoin(self.base_url, url), *args, **kwargs)


class ErpClient:
    BASE_URL = "https://erp.acme.io"

    def __init__(self, token):
        self.session = requests.Session()
        self.token = token

    def make_request(self, method, path, payload=None):
        url = f"{self.BASE_URL}/{path}"
        return self.session.request(method, url, json=payload)

    def order(self, number):
        return self.make_request("GET", f"orders/{number}")

    def add(self, order):
        return self.make_request("POST", "orders", payload={"number": order.number, "email": order.email})


def contacts():
    return CrmSession().get("contacts")
