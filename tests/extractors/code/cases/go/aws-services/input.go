package cloud

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/secretsmanager"
	"github.com/aws/aws-sdk-go-v2/service/sqs"
)

type Cloud struct {
	objects *s3.Client
	secrets *secretsmanager.Client
}

func (c *Cloud) Run(ctx context.Context, queue *sqs.Client) {
	c.objects.PutObject(ctx, &s3.PutObjectInput{Bucket: aws.String("invoices"), Key: aws.String("a")})
	c.secrets.GetSecretValue(ctx, &secretsmanager.GetSecretValueInput{SecretId: aws.String("crm")})
	queue.SendMessage(ctx, &sqs.SendMessageInput{QueueUrl: aws.String("orders"), MessageBody: aws.String("x")})
}
