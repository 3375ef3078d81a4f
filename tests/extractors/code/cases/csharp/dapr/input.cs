using System.Net.Http;
using System.Threading.Tasks;
using Dapr;
using Dapr.Client;

namespace Shop.Orders;

public class Orders
{
    private readonly DaprClient _dapr;

    public async Task Run()
    {
        await _dapr.InvokeMethodAsync<Order, Receipt>(HttpMethod.Post, "billing-api", "charges", order);
        await _dapr.InvokeMethodAsync("stock-api", "reserve");
        await _dapr.PublishEventAsync("pubsub", "orderpaid", order);
        await _dapr.SaveStateAsync("statestore", "cart", cart);
        var http = DaprClient.CreateInvokeHttpClient("crm-api");
        await http.GetAsync("/contacts");
    }

    [Topic("pubsub", "stockreserved")]
    public Task OnReserved(Reserved reserved) => Task.CompletedTask;
}
