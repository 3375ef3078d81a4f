using Microsoft.Extensions.Configuration;

namespace Shop.Identity;

public static class Clients
{
    public static object Get(IConfiguration configuration) => new Client
    {
        RedirectUris = { $"{configuration["OrdersAddress"]}/oauth2-redirect.html" },
    };
}
