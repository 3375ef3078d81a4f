using Microsoft.Extensions.DependencyInjection;
using System.Net.Http;

namespace Shop;

public class Holder
{
    private readonly HttpClient _client = new HttpClient { Timeout = TimeSpan.FromSeconds(5) };

    public void Register(IServiceCollection services) => services.AddHttpClient<Holder>();
}
