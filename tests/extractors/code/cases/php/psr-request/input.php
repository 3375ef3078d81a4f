<?php

namespace App\Packages;

use GuzzleHttp\ClientInterface;
use GuzzleHttp\Psr7\Request;

class Registry
{
    public function __construct(private ClientInterface $client)
    {
    }

    public function package(string $name): array
    {
        return $this->fetch("https://packagist.org/packages/{$name}.json");
    }

    private function fetch(string $url): array
    {
        return json_decode($this->client->send(new Request('GET', $url))->getBody(), true);
    }
}
