//! See https://docs.crm-vendor.io/api for details.
use reqwest::Client;
use tracing::info;

/// Calls `https://crm.internal/contacts`.
pub fn say(count: u32) {
    // reqwest::get("https://crm.internal/contacts")
    info!("calling https://crm.internal/contacts {}", count);
    println!("see https://docs.crm-vendor.io");
}
