use reqwest::Client;

pub fn client() -> Client {
    Client::new()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn loads() {
        let found = client().get("https://crm.internal/contacts").send().await;
        assert!(found.is_ok());
    }
}

#[tokio::test]
async fn outside() {
    reqwest::get("https://crm.internal/contacts").await;
}
