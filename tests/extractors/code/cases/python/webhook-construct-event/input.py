import stripe
from flask import Flask, request

app = Flask(__name__)


@app.post("/stripe")
def hook():
    return stripe.Webhook.construct_event(request.data, request.headers.get("Stripe-Signature"), "whsec")
