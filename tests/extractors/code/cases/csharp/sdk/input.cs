using Amazon.SQS;
using Amazon.SQS.Model;
using System.Net.Mail;

namespace Shop.Pay;

public class Payments(IAmazonSQS queue, IConfiguration configuration)
{
    public async Task Charge(string email)
    {
        var service = new Stripe.CustomerService();
        await queue.SendMessageAsync(new SendMessageRequest { QueueUrl = configuration["Queues:Orders"] });
        var mails = new SmtpClient(configuration["Smtp:Host"]);
        var section = configuration.GetSection("Identity");
        var url = section.GetValue<string>("Url");
    }
}
