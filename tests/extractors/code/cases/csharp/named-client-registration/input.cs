using System;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Configuration;

namespace Shop.Api;

public static class Clients
{
    public static void Add(IServiceCollection services, IConfiguration configuration)
    {
        services.AddHttpClient("billing", c => c.BaseAddress = new Uri("https://billing.partner.io"));
        services.AddHttpClient("stock", client =>
        {
            client.BaseAddress = new Uri(configuration["Stock:Url"]);
        });
        services.AddHttpClient<ICrmClient, CrmClient>(c => { c.BaseAddress = new Uri(configuration["Crm:Url"]); });
    }
}
