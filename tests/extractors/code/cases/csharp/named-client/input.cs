using System.Net.Http;
using System.Threading.Tasks;

namespace Shop.Billing;

public class BillingGateway
{
    private readonly HttpClient _http;

    public BillingGateway(IHttpClientFactory factory)
    {
        _http = factory.CreateClient("billing");
    }

    public Task Charge(Invoice invoice) => _http.PostAsJsonAsync("/v1/charges", invoice);
}
