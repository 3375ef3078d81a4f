from fastapi import APIRouter, FastAPI, Request

app = FastAPI()
router = APIRouter(prefix="/orders")


@router.get("/{order_id}")
async def one(order_id: str):
    return {}


@app.post("/webhooks/stripe")
async def stripe_events(request: Request):
    signature = request.headers["Stripe-Signature"]
    return signature
