from .tasks import send_invoice


def run(order):
    send_invoice.delay(order.id)
