"""A folder called like the library it wraps, inside a package: the import is the library."""

import stripe


def charge(amount: int) -> str:
    return stripe.PaymentIntent.create(amount=amount, currency="eur").id
