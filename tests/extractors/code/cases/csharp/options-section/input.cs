using System.Net.Http;
using System.Threading.Tasks;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.DependencyInjection;

namespace Shop.Crm;

public class CrmOptions
{
    public const string SectionName = "Partners:Crm";

    public string BaseUrl { get; set; }
}

public class CrmClient
{
    private readonly HttpClient _http;
    private readonly CrmOptions _options;

    public CrmClient(HttpClient http, IOptions<CrmOptions> options)
    {
        _http = http;
        _options = options.Value;
    }

    public Task Get() => _http.GetAsync(_options.BaseUrl + "/contacts");
}

public static class Setup
{
    public static void Add(IServiceCollection services, IConfiguration configuration)
    {
        services.Configure<CrmOptions>(configuration.GetSection("Crm"));
    }
}
