<?php

namespace App\Files;

use Aws\S3\S3Client;
use League\Flysystem\AwsS3V3\AwsS3V3Adapter;
use League\Flysystem\Filesystem;

class Files
{
    public function disk(): Filesystem
    {
        $client = new S3Client(['region' => 'eu-west-1']);

        return new Filesystem(new AwsS3V3Adapter($client, 'invoices'));
    }
}
