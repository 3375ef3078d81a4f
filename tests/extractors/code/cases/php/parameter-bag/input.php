<?php

namespace App\Crm;

use GuzzleHttp\Client;

class Sync
{
    public function __construct(private Client $http, private ParametersHelper $params)
    {
    }

    public function push(): void
    {
        if (!$url = $this->params->get('crm_url')) {
            return;
        }
        $this->http->request('POST', $url);
    }

    public function cached($cache): string
    {
        return $cache->get('crm_url'); // no parameters: a cache
    }
}
