using Hangfire;
using Hangfire.PostgreSql;
using Microsoft.Extensions.DependencyInjection;

namespace Shop.Jobs;

public static class Setup
{
    public static void Add(IServiceCollection services, IConfiguration configuration)
    {
        services.AddHangfire(config => config.UseSqlServerStorage(configuration.GetConnectionString("jobs")));
        GlobalConfiguration.Configuration.UsePostgreSqlStorage(configuration.GetConnectionString("jobs2"));
    }
}
