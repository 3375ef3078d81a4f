import httpx


class CrmClient:
    def __init__(self, base_url="https://api.hubapi.com", token=None):
        self.base_url = base_url
        self.http = httpx.AsyncClient(base_url=self.base_url)

    async def create(self, email):
        return await self.http.post("/crm/v3/objects/contacts", json={"email": email})

    async def search(self):
        async with httpx.AsyncClient() as client:
            return await client.get(self.base_url + "/crm/v3/search")
