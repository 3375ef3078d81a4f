from stripe.billing import charge

import stripe


def run():
    stripe.Customer.create(email="x")
    charge.create()
