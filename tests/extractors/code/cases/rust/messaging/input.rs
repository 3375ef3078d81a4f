use lapin::{Connection, ConnectionProperties};
use rdkafka::consumer::{Consumer, StreamConsumer};
use rdkafka::producer::{FutureProducer, FutureRecord};

const TOPIC: &str = "orders";

pub async fn run(consumer: StreamConsumer, producer: FutureProducer) -> Result<(), Error> {
    consumer.subscribe(&[TOPIC, "returns"])?;
    producer.send(FutureRecord::to("audit").payload("x"), 0).await?;

    let connection = Connection::connect(&std::env::var("AMQP_URL")?, ConnectionProperties::default()).await?;
    let channel = connection.create_channel().await?;
    channel.basic_publish("events", "order.made", options, b"x", properties).await?;
    channel.basic_consume("emails", "worker", options, table).await?;

    let nats = async_nats::connect("nats://nats:4222").await?;
    nats.publish("stock.changed", "x".into()).await?;
    nats.subscribe("stock.asked").await?;
    Ok(())
}
