"""HTTP interface of the orders service; described in specs/orders.openapi.yaml."""

from contextlib import asynccontextmanager
from decimal import Decimal

from fastapi import FastAPI, HTTPException, Response
from pydantic import BaseModel, EmailStr
from sqlalchemy import select

from orders import billing, crm, events, newsletter
from orders.models import Customer, Order, Session

PRICES = {"starter": Decimal("9.00"), "jungle": Decimal("19.00")}


class NewOrder(BaseModel):
    """What the shop sends."""

    company_name: str
    email: EmailStr
    first_name: str
    last_name: str
    phone: str | None = None
    country: str
    plan: str
    desks: int
    newsletter: bool = False
    legacy_newsletter: bool = False


class PaymentStatus(BaseModel):
    """What billing reports."""

    status: str


@asynccontextmanager
async def lifespan(_: FastAPI):
    """Send outstanding events before the process stops."""
    yield
    events.flush()


app = FastAPI(title="Orders", lifespan=lifespan)


@app.get("/healthz")
def health() -> dict[str, str]:
    """Liveness."""
    return {"status": "ok"}


@app.post("/v1/orders", status_code=201)
def place_order(new: NewOrder) -> dict[str, object]:
    """Store the order, start billing, tell CRM and bus."""
    with Session() as session:
        customer = session.scalar(select(Customer).where(Customer.contact_email == new.email))
        if customer is None:
            customer = Customer(
                company_name=new.company_name,
                contact_email=new.email,
                contact_first_name=new.first_name,
                contact_last_name=new.last_name,
                phone=new.phone,
                billing_country=new.country,
                marketing_consent=new.newsletter,
            )
        order = Order(
            customer=customer, plan=new.plan, desks=new.desks, monthly_amount=PRICES[new.plan] * new.desks
        )
        session.add_all([customer, order])
        session.commit()
        subscription = billing.start_subscription(order, customer)
        crm.open_deal(order, customer)
        events.order_placed(order, customer)
        if new.legacy_newsletter:
            newsletter.subscribe(customer)
        return {"order_id": order.id, "subscription_id": subscription}


@app.get("/v1/orders/{order_id}")
def read_order(order_id: int) -> dict[str, object]:
    """One order with its payment status."""
    with Session() as session:
        order = session.get(Order, order_id)
        if order is None:
            raise HTTPException(404, "no such order")
        return {"order_id": order.id, "plan": order.plan, "desks": order.desks, "status": order.payment_status}


@app.put("/v1/orders/{order_id}/payment-status", status_code=204)
def set_payment_status(order_id: int, update: PaymentStatus) -> Response:
    """Billing says whether the order is paid."""
    with Session() as session:
        order = session.get(Order, order_id)
        if order is None:
            raise HTTPException(404, "no such order")
        order.payment_status = update.status
        session.commit()
    return Response(status_code=204)
