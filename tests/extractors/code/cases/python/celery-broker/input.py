import os

from celery import Celery

app = Celery("shop", broker=os.environ["BROKER_URL"], backend="redis://cache:6379/1")
app.conf.broker_url = "amqp://rabbit:5672"


@app.task(name="emails.send")
def send(to):
    return to


def run():
    app.send_task("reports.build", args=[1])
