from dataclasses import dataclass
from typing import Optional, TypedDict

import httpx
from pydantic import BaseModel


class Address(BaseModel):
    street: str
    city: Optional[str] = None


class Customer(BaseModel):
    email: str
    phone: str | None = None
    address: Address
    tags: list[str] = []


@dataclass
class Order:
    number: str
    total: float


class Note(TypedDict):
    text: str


def push(customer: Customer, order: Order):
    httpx.post("https://crm.acme.io/customers", json=customer.model_dump())
    httpx.put("https://crm.acme.io/orders", json=order)
    note: Note = {"text": "hi"}
    httpx.post("https://crm.acme.io/notes", json=note)
    httpx.post("https://crm.acme.io/customers", json=Customer(email="a", address=None).dict())
