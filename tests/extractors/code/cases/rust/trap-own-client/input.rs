use crate::http_client::HttpClient;

pub fn client() -> HttpClient {
    HttpClient::new("local")
}
