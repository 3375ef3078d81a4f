import { S3Client, PutObjectCommand, GetObjectCommand, DeleteObjectCommand } from '@aws-sdk/client-s3';
import { SESv2Client, SendEmailCommand } from '@aws-sdk/client-sesv2';
import { SecretsManagerClient, GetSecretValueCommand } from '@aws-sdk/client-secrets-manager';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';

const s3 = new S3Client({ region: 'eu-west-1' });
const ses = new SESv2Client({});

export async function run(key: string) {
  await s3.send(new PutObjectCommand({ Bucket: 'exports', Key: key, Body: 'x' }));
  await s3.send(new DeleteObjectCommand({ Bucket: 'exports', Key: key }));
  await ses.send(new SendEmailCommand({ FromEmailAddress: 'a@acme.io' }));
  await new SecretsManagerClient({}).send(new GetSecretValueCommand({ SecretId: 'db' }));
  const { getSignedUrl: sign } = await import('@aws-sdk/cloudfront-signer');
  const signed = sign({ url: 'https://cdn.acme.io/x', keyPairId: 'k', privateKey: 'p' });
  return getSignedUrl(s3, new GetObjectCommand({ Bucket: 'exports', Key: key }));
}
