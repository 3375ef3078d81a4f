import httpx
from pydantic_settings import BaseSettings


class Settings(BaseSettings):
    crm_url: str = "http://crm:8000"
    token: str


settings = Settings()


def contacts():
    return httpx.get(settings.crm_url + "/contacts")
