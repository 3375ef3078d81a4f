using Microsoft.EntityFrameworkCore;
using MongoDB.Driver;
using Npgsql;
using StackExchange.Redis;

namespace Shop.Data;

public class OrdersContext : DbContext
{
    protected override void OnConfiguring(DbContextOptionsBuilder options)
    {
        options.UseNpgsql(Environment.GetEnvironmentVariable("ORDERS_DSN"));
    }
}

public class Stores
{
    public void Open(IServiceCollection services, IConfiguration configuration)
    {
        services.AddDbContext<OrdersContext>(o => o.UseSqlServer(configuration.GetConnectionString("billing")));
        services.AddStackExchangeRedisCache(o => { o.Configuration = configuration["REDIS_ADDR"]; });
        var redis = ConnectionMultiplexer.Connect("sessions:6379");
        var mongo = new MongoClient("mongodb://profiles:27017");
        var source = NpgsqlDataSource.Create($"Host={configuration["Users:Host"]};Database=users");
    }
}
