var builder = DistributedApplication.CreateBuilder(args);
// var old = builder.AddRedis("old");
var cache = builder.AddRedis("cache");
var postgres = builder.AddPostgres("pg");
var ordersDb = postgres.AddDatabase("ordersdb");
var bus = builder.AddContainer("bus", "apache/kafka")
    .WithEnvironment("MODE", "kraft");

var orders = builder.AddProject<Projects.Shop_Orders>("orders")
    .WithReference(cache)
    .WithReference(ordersDb)
    .WithEnvironment("Crm__Url", "https://api.hubapi.com");

builder.AddNpmApp("web", "../web")
    .WithReference(orders)
    .WaitFor(bus);

builder.Build().Run();
