using System.Net.Http;
using System.Net.Http.Json;

namespace Shop.Crm;

public class CrmClient
{
    private const string Version = "v3";
    private readonly HttpClient _client;

    public CrmClient(HttpClient client, IConfiguration configuration)
    {
        _client = client;
        _client.BaseAddress = new Uri(configuration["Crm:Url"] ?? "http://crm");
    }

    public async Task<Contact?> Get(string id) => await _client.GetFromJsonAsync<Contact>($"/{Version}/contacts/{id}");

    public Task Save(Contact contact) => _client.PostAsJsonAsync("/contacts", contact);

    public HttpRequestMessage Delete(string id) => new(HttpMethod.Delete, "x");
}

public class Rates(HttpClient http)
{
    public async Task<string> Today()
    {
        var address = Environment.GetEnvironmentVariable("RATES_URL") ?? "http://rates";
        return await http.GetStringAsync(address + "/today");
    }
}
