<?php

namespace App;

use GuzzleHttp\Client;

class Holder
{
    private Client $client;

    public function __construct()
    {
        $this->client = new Client(['timeout' => 5]);
        $this->dispatcher->dispatch(new OrderPlaced());
    }
}
