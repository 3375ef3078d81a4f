import requests


def dispatch(event, payload):
    for webhook in Webhook.objects.filter(event=event, enabled=True):
        requests.post(webhook.url, json={"event": event, "payload": payload}, timeout=5)


def deliver(subscription):
    requests.post(subscription["callback_url"], json={})


def alert(settings):
    requests.post(settings.webhook_url, json={})
