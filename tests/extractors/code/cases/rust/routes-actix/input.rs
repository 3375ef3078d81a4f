use actix_web::{get, post, web, App, HttpResponse, HttpServer, Responder};

#[get("/orders/{id}")]
async fn order(path: web::Path<u32>) -> impl Responder {
    HttpResponse::Ok()
}

#[post("/orders")]
async fn create() -> impl Responder {
    HttpResponse::Created()
}

pub async fn serve() -> std::io::Result<()> {
    HttpServer::new(|| {
        App::new()
            .service(order)
            .service(web::scope("/admin").route("/users", web::post().to(create)))
            .route("/health", web::get().to(order))
            .route("/ready", web::get().to(order))
    })
    .run()
    .await
}
