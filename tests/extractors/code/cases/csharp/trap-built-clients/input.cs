using Amazon.S3;
using Azure.Storage.Queues;
using Dapr.Client;

namespace Shop.Cloud;

public class Holder
{
    private readonly QueueClient _queue = new QueueClient("UseDevelopmentStorage=true", "mails"); // never sent to
    private readonly DaprClient _dapr = new DaprClientBuilder().Build();

    public void Note() => Log.Info("InvokeMethodAsync(\"billing-api\", \"charges\") is not called");
}
