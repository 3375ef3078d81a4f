use clap::Parser;
use once_cell::sync::Lazy;
use std::env;

pub const CRM_URL: &str = concat!("https://", "crm.internal");
static REGION: Lazy<String> = Lazy::new(|| env::var("REGION").unwrap_or("eu".to_owned()));

#[derive(Parser)]
pub struct Options {
    #[arg(long, env = "BILLING_URL", default_value = "http://billing:8080")]
    pub billing: String,
    #[clap(long, env)]
    pub search_url: Option<String>,
}

impl Options {
    pub async fn charge(&self) -> Result<(), Error> {
        reqwest::Client::new().post(format!("{}/charges", self.billing)).send().await?;
        reqwest::get(&format!("{}/find?region={}", CRM_URL, *REGION)).await?;
        if let Ok(audit) = dotenvy::var("AUDIT_URL") {
            reqwest::get(audit).await?;
        }
        Ok(())
    }
}
