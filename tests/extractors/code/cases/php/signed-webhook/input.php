<?php

namespace App\Hooks;

use GuzzleHttp\Client;
use GuzzleHttp\Psr7\Request;

class Sender
{
    private Client $http;

    public function post($url, array $payload, string $secret)
    {
        $body = json_encode($payload);
        $signature = hash_hmac('sha256', $body, $secret);

        return $this->http->send(new Request('POST', $url, ['X-Webhook-Signature' => $signature], $body));
    }

    public function toHook(Hook $webhook): void
    {
        $this->http->post($webhook->getWebhookUrl(), ['json' => ['event' => 'paid']]);
    }
}
