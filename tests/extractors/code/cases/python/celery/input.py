from celery import Celery, shared_task

app = Celery("crm", broker="redis://cache:6379/0")


@app.task(name="crm.sync")
def sync():
    pass


@shared_task
def mail():
    pass


def run():
    app.send_task("billing.charge", args=[1])
