using System.Threading.Tasks;
using Amazon.S3;
using Amazon.S3.Model;
using Amazon.SQS;
using Amazon.SimpleNotificationService;
using Amazon.SecretsManager;

namespace Shop.Cloud;

public class Cloud
{
    private readonly IAmazonS3 _s3;
    private readonly IAmazonSecretsManager _secrets;

    public async Task Run(IAmazonSQS sqs)
    {
        await _s3.PutObjectAsync(new PutObjectRequest { BucketName = "invoices", Key = "a" });
        await sqs.SendMessageAsync("https://sqs.eu-west-1.amazonaws.com/1/orders", "x");
        var sns = new AmazonSimpleNotificationServiceClient();
        await sns.PublishAsync("arn:aws:sns:eu-west-1:1:paid", "x");
        await _secrets.GetSecretValueAsync(request);
    }
}
