<?php

namespace App;

/**
 * @see https://api.stripe.com/v1/charges
 */
use GuzzleHttp\Exception\RequestException;

class Report
{
    // $client->get('https://api.hubapi.com/contacts');
    public function log($logger): void
    {
        $logger->info('see https://docs.internal.example.com/help');
        $logger->error("more at https://www.w3.org/TR/{$this->id}");
    }
}
