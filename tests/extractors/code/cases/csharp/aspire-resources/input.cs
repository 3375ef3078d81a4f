namespace Shop.Api;

public static class Extensions
{
    public static void AddServices(this IHostApplicationBuilder builder)
    {
        builder.AddNpgsqlDbContext<CatalogContext>("catalogdb");
        builder.AddRedisClient("redis");
        builder.AddRabbitMqEventBus("eventbus").AddSubscription<OrderPaidEvent, OrderPaidHandler>();
    }
}
