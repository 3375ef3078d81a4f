using System.Threading.Tasks;
using Azure.Messaging.ServiceBus;
using Azure.Messaging.EventHubs.Producer;
using Azure.Storage.Blobs;
using Azure.Storage.Queues;
using Azure.Security.KeyVault.Secrets;
using Microsoft.Azure.Cosmos;

namespace Shop.Cloud;

public class Cloud
{
    public async Task Run(IConfiguration configuration)
    {
        var client = new ServiceBusClient(configuration["ServiceBus:ConnectionString"]);
        var sender = client.CreateSender("orders");
        await sender.SendMessageAsync(new ServiceBusMessage("x"));
        var processor = client.CreateProcessor("payments");
        var blobs = new BlobServiceClient(configuration["Storage:Url"]);
        var container = blobs.GetBlobContainerClient("invoices");
        await container.UploadBlobAsync("a.pdf", stream);
        var queue = new QueueClient(configuration["Storage:Url"], "mails");
        await queue.SendMessageAsync("x");
        var vault = new SecretClient(new Uri("https://shop.vault.azure.net"), credential);
        await vault.GetSecretAsync("crm");
        var cosmos = new CosmosClient(configuration["Cosmos:Endpoint"], key);
        var items = cosmos.GetContainer("shop", "carts");
        await items.UpsertItemAsync(cart);
    }
}
