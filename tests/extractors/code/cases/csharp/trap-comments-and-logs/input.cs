using System.Net.Http;

namespace Shop;

/// <summary>See https://api.stripe.com/v1/charges</summary>
public class Report
{
    // await client.GetAsync("https://api.hubapi.com/contacts");
    public void Log(ILogger logger)
    {
        logger.LogInformation("see https://docs.internal.test/help");
        Console.WriteLine("https://developers.internal.test");
    }
}
