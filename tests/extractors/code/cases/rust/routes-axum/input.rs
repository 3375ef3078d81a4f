use axum::routing::{get, post};
use axum::Router;

pub fn app() -> Router {
    let api = Router::new().route("/orders", get(list).post(create)).route("/orders/{id}", get(one));
    Router::new().nest("/api", api).route("/hooks/stripe", post(hook))
}

async fn hook(headers: HeaderMap) -> StatusCode {
    let signature = headers.get("Stripe-Signature");
    verify(signature)
}
