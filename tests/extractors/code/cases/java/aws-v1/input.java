package shop.orders;

import com.amazonaws.services.s3.AmazonS3;
import com.amazonaws.services.s3.AmazonS3ClientBuilder;
import com.amazonaws.services.sns.AmazonSNS;
import com.amazonaws.services.sns.AmazonSNSClientBuilder;
import com.amazonaws.services.sqs.AmazonSQS;
import com.amazonaws.services.sqs.AmazonSQSClientBuilder;
import com.amazonaws.services.sqs.model.SendMessageRequest;

public class Aws {
    private final AmazonSQS sqs = AmazonSQSClientBuilder.defaultClient();
    private final AmazonSNS sns = AmazonSNSClientBuilder.standard().build();
    private final AmazonS3 s3 = AmazonS3ClientBuilder.defaultClient();

    void run() {
        sqs.sendMessage(System.getenv("ORDERS_QUEUE_URL"), "body");
        sqs.sendMessage(new SendMessageRequest().withQueueUrl("https://sqs.eu-west-1.amazonaws.com/1/refunds"));
        sqs.receiveMessage("https://sqs.eu-west-1.amazonaws.com/1/orders");
        sns.publish("arn:aws:sns:eu-west-1:1:orders", "text");
        s3.putObject("exports", "key", "text");
    }
}
