<?php

namespace App;

use GuzzleHttp\Client;

define('REGION', 'eu');

class Sender
{
    public function send(Client $client): void
    {
        $client->post(Settings::HOOK_URL . '/in?region=' . REGION);
        $client->put(match ($this->kind) {
            'a' => 'https://a.internal/x',
            default => 'https://b.internal/x',
        });
    }
}
