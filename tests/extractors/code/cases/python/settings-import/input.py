import httpx

from .config import settings


def contacts():
    return httpx.get(f"{settings.crm_url}/contacts")
