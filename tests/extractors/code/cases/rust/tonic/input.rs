use proto::crm::crm_service_client::CrmServiceClient;
use proto::orders::order_service_server::OrderServiceServer;
use tonic::transport::{Channel, Server};

pub async fn connect() -> Result<(), Error> {
    let address = std::env::var("CRM_ADDR").expect("CRM_ADDR");
    let mut crm = CrmServiceClient::connect(address).await?;
    crm.contact("1").await?;

    let channel = Channel::from_static("http://stock:9090").connect().await?;
    let stock = proto::stock::stock_client::StockClient::new(channel);

    Server::builder().add_service(OrderServiceServer::new(Orders {})).serve(address).await?;
    Ok(())
}
