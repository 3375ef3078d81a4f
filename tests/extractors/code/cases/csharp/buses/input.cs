using System.Threading.Tasks;
using MassTransit;
using NServiceBus;
using Rebus.Bus;
using Rebus.Handlers;

namespace Shop.Orders;

public class OrderSubmittedConsumer : IConsumer<OrderSubmitted>
{
    public Task Consume(ConsumeContext<OrderSubmitted> context) => Task.CompletedTask;
}

public class Publisher
{
    private readonly IPublishEndpoint _endpoint;
    private readonly IMessageSession _session;
    private readonly Rebus.Bus.IBus _rebus;

    public async Task Send(ISendEndpointProvider provider)
    {
        await _endpoint.Publish(new OrderPaid());
        await _session.Publish(new OrderShipped());
        await _session.Send(new ShipOrder());
    }
}

public class ShipOrderHandler : IHandleMessages<ShipOrder>
{
    public Task Handle(ShipOrder message, IMessageHandlerContext context) => Task.CompletedTask;
}
