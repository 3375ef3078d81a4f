using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;

var app = WebApplication.CreateBuilder(args).Build();
app.MapGrpcService<OrderService>();

using var channel = GrpcChannel.ForAddress("http://stock:5001");
