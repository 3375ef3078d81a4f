use reqwest::Client;
use url::Url;

const BASE: &str = "https://crm.internal";

pub struct Crm {
    client: Client,
    base_url: Url,
}

impl Crm {
    pub fn new(client: Client) -> Self {
        let base_url = Url::parse(BASE).expect("a URL");
        Self::with_base_url(client, base_url)
    }

    pub fn with_base_url(client: Client, base_url: Url) -> Self {
        Self { client, base_url }
    }

    pub async fn contact(&self, id: u32) -> Result<Contact, Error> {
        let url = self.base_url.join(&format!("contacts/{id}"))?;
        self.client.get(url).send().await?.json().await
    }
}
