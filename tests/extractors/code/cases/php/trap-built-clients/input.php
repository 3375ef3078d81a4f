<?php

namespace App\Cloud;

use Aws\S3\S3Client;
use Laravel\Socialite\Facades\Socialite;

class Holder
{
    public function __construct(private array $settings)
    {
        $this->client = new S3Client(['region' => 'eu-west-1']); // built, never asked for anything
        copy('/tmp/a.csv', '/tmp/b.csv');
        $lines = file('/etc/hosts');
    }

    protected function getUrl(): string
    {
        return "images/{$this->name}.png"; // a path, no host
    }
}
