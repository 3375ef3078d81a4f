use diesel::pg::PgConnection;
use diesel::prelude::*;
use sqlx::postgres::PgPoolOptions;

pub async fn connect() -> Result<(), Error> {
    let url = std::env::var("DATABASE_URL").expect("DATABASE_URL must be set");
    let pool = PgPoolOptions::new().max_connections(5).connect(&url).await?;
    let old = PgConnection::establish(&url)?;
    let cache = redis::Client::open("redis://cache:6379")?;
    let search = elasticsearch::http::transport::Transport::single_node("http://search:9200")?;
    let documents = mongodb::Client::with_uri_str("mongodb://docs:27017").await?;
    Ok(())
}
