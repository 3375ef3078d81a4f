<?php

namespace App\Crm;

use GuzzleHttp\Client;

class CrmClient
{
    private const VERSION = 'v3';

    private Client $client;

    public function __construct(?string $base = null)
    {
        $this->client = new Client(['base_uri' => $base ?? getenv('CRM_URL') ?: 'https://crm.internal']);
    }

    public function contact(string $id): array
    {
        return json_decode($this->client->get('/' . self::VERSION . "/contacts/{$id}")->getBody(), true);
    }

    public function save(array $contact): void
    {
        $this->client->request('POST', 'contacts', ['json' => ['email' => $contact['email'], 'name' => $contact['name']]]);
    }
}
