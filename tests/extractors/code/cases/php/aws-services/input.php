<?php

namespace App\Cloud;

use Aws\S3\S3Client;
use Aws\SecretsManager\SecretsManagerClient;
use Aws\Ses\SesClient;

class Cloud
{
    private S3Client $s3;

    public function __construct()
    {
        $this->s3 = new S3Client(['region' => 'eu-west-1']);
        $unused = new \Aws\Lambda\LambdaClient([]);
    }

    public function run(SesClient $ses, SecretsManagerClient $secrets): void
    {
        $this->s3->putObject(['Bucket' => 'invoices', 'Key' => 'a.pdf', 'Body' => 'x']);
        $this->s3->listObjectsV2(['Bucket' => getenv('EXPORT_BUCKET')]);
        $ses->sendEmail(['Source' => 'a@shop.internal']);
        $secrets->getSecretValue(['SecretId' => 'crm']);
    }
}
