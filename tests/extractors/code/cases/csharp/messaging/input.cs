using Confluent.Kafka;
using MassTransit;
using RabbitMQ.Client;

namespace Shop.Events;

public class Producer(IProducer<string, string> producer, IPublishEndpoint endpoint, IEventBus bus, IModel channel)
{
    private static readonly string Topic = Environment.GetEnvironmentVariable("ORDERS_TOPIC") ?? "orders";

    public async Task Send()
    {
        await producer.ProduceAsync(Topic, new Message<string, string> { Value = "x" });
        await endpoint.Publish(new OrderPlaced());
        await endpoint.Publish<OrderPaid>(new { Id = 1 });
        await bus.PublishAsync(new OrderShippedEvent("1"));
        channel.BasicPublish(exchange: "shop", routingKey: "order.placed", body: null);
        channel.BasicConsume(queue: "mails", autoAck: true, consumer: null);
        var factory = new ConnectionFactory { HostName = "bus" };
        var settings = new ConsumerConfig { BootstrapServers = "kafka:9092", GroupId = "ledger" };
    }
}

public class OrderPlacedConsumer : IConsumer<OrderPlaced>
{
}

public class OrderShippedHandler : IIntegrationEventHandler<OrderShippedEvent>
{
}
