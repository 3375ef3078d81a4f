use std::env;

async fn quote(count: u32) -> Result<f64, Error> {
    let client = awc::Client::new();
    let address: String = format!(
        "{}{}",
        env::var("QUOTE_ADDR")
            .unwrap_or_else(|_| "http://quote:8090".to_string())
            .parse::<String>()
            .expect("an address"),
        "/getquote"
    );
    let mut response = client.post(address).send_json(&count).await?;
    Ok(response.body().await?)
}
