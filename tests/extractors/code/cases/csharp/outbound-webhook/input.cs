using System;
using System.Net.Http;
using System.Threading.Tasks;

namespace Shop.Hooks;

public class Sender
{
    private Task Send(WebhookSubscription subs, HttpClient client)
    {
        var request = new HttpRequestMessage()
        {
            RequestUri = new Uri(subs.DestUrl, UriKind.Absolute),
            Method = HttpMethod.Post,
        };
        return client.SendAsync(request);
    }
}
