using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Shop.Data;

public static class Setup
{
    public static void Add(IServiceCollection services, IConfiguration configuration)
    {
        services.AddDbContext<OrdersContext>(o => o.UseNpgsql(configuration.GetConnectionString("orders")));
        services.AddDbContext<StockContext>(options =>
        {
            options.UseSqlServer(configuration["ConnectionStrings:Stock"]);
        });
        services.AddDbContextPool<CrmContext>(o => o.UseMySql(configuration.GetConnectionString("crm"), version));
    }
}
