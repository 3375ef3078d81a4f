import { Storage } from '@google-cloud/storage';
import { KeyManagementServiceClient } from '@google-cloud/kms';
import { SecretManagerServiceClient } from '@google-cloud/secret-manager';
import { BlobServiceClient } from '@azure/storage-blob';
import { SecretClient } from '@azure/keyvault-secrets';

const storage = new Storage();
const kms = new KeyManagementServiceClient();
const secrets = new SecretManagerServiceClient();

export async function run() {
  await storage.bucket('exports').file('a.csv').save('x');
  await kms.asymmetricSign({ name: 'key', digest: {} });
  await secrets.accessSecretVersion({ name: 'db' });
  const blobs = BlobServiceClient.fromConnectionString(process.env.AZURE_STORAGE!);
  await blobs.getContainerClient('invoices').getBlockBlobClient('a.pdf').uploadData(Buffer.from('x'));
  await new SecretClient('https://acme.vault.azure.net', {} as any).getSecret('db');
}
