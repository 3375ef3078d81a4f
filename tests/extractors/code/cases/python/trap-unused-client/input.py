import httpx
import stripe

client = httpx.Client(base_url="https://api.vendor.com")
