use octocrab::Octocrab;
use stripe::{Client, CreateCustomer, Customer};

pub async fn pay(github: Octocrab) -> Result<(), Error> {
    let client = Client::new(std::env::var("STRIPE_SECRET")?);
    let customer = Customer::create(&client, CreateCustomer::default()).await?;
    github.issues("a", "b").create("paid").send().await?;
    Ok(())
}
