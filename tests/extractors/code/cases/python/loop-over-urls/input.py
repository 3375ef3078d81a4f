import requests

for url in ["https://a.crm.io/x", "https://b.billing.io/y"]:
    requests.get(url)
