using Microsoft.Extensions.DependencyInjection;
using Refit;

namespace Shop.Web;

public static class Extensions
{
    public static void AddClients(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddHttpClient("billing", client => client.BaseAddress = new Uri(configuration["Billing:Url"]));
        services.AddHttpClient<CatalogService>(o => o.BaseAddress = new("https+http://catalog-api"));
        services.AddHttpClient<MailService>(client =>
        {
            client.BaseAddress = new Uri("http://mails");
            client.Timeout = TimeSpan.FromSeconds(5);
        });
        services.AddHttpClient();
        services.AddGrpcClient<Basket.BasketClient>(o => o.Address = new("http://basket-api"));
        services.AddRefitClient<ILedger>().ConfigureHttpClient(c => c.BaseAddress = new Uri("http://ledger"));
        RestService.For<IStock>("http://stock");
    }
}
