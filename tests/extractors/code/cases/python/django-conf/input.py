import dj_database_url
import requests
from django.conf import settings

DATABASES = {settings.MAIN: dj_database_url.config(default="postgres://shop@db:5432/shop")}


def contacts():
    return requests.get(f"{settings.CRM_URL}/contacts")
