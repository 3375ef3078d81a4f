using System.Threading.Tasks;
using Microsoft.Extensions.DependencyInjection;
using Refit;

namespace Shop.Crm;

public interface ICrmApi
{
    [Get("/contacts/{id}")]
    Task<Contact> GetContact(string id);

    [Post("/contacts")]
    Task Create([Body] Contact contact);
}

public static class Setup
{
    public static void Add(IServiceCollection services)
    {
        services.AddRefitClient<ICrmApi>().ConfigureHttpClient(c => c.BaseAddress = new Uri("https://crm.partner.io"));
    }

    public static ICrmApi Make() => RestService.For<ICrmApi>("https://crm.partner.io");
}
