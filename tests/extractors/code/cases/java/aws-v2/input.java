package shop.orders;

import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.PublishRequest;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageRequest;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueRequest;

public class Aws {
    private final SqsClient sqs = SqsClient.create();
    private final SnsClient sns = SnsClient.builder().build();
    private final S3Client s3 = S3Client.create();
    private final SecretsManagerClient secrets = SecretsManagerClient.create();
    private static final String QUEUE = System.getenv("ORDERS_QUEUE_URL");

    void run() {
        sqs.sendMessage(SendMessageRequest.builder().queueUrl(QUEUE).messageBody("x").build());
        sqs.receiveMessage(ReceiveMessageRequest.builder().queueUrl(QUEUE).build());
        sns.publish(PublishRequest.builder().topicArn("arn:aws:sns:eu-west-1:1:orders").message("x").build());
        s3.putObject(PutObjectRequest.builder().bucket("exports").key("k").build(), RequestBody.fromString("x"));
        s3.putObject(r -> r.bucket("reports").key("k"), RequestBody.fromString("x"));
        secrets.getSecretValue(GetSecretValueRequest.builder().secretId("db").build());
    }
}
