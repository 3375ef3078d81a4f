using Microsoft.AspNetCore.Mvc;

namespace Shop.Api;

[ApiController]
[Route("api/orders")]
public class OrdersController : ControllerBase
{
    [HttpGet("{id}")]
    public Order Get(string id) => Load(id);

    [HttpPost]
    public void Create([FromBody] Order order) { }
}

public static class Endpoints
{
    public static void Map(IEndpointRouteBuilder app)
    {
        var api = app.MapGroup("/v1");
        api.MapGet("/products/{id}", (string id) => id);
        app.MapPost("/hooks/stripe", (HttpRequest request) =>
            EventUtility.ConstructEvent("", request.Headers["Stripe-Signature"], "whsec"));
    }
}
