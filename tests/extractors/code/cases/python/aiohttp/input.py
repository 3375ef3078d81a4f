import aiohttp


async def run():
    async with aiohttp.ClientSession("http://pricing") as session:
        async with session.get("/prices") as response:
            return await response.json()
