<?php

namespace App\Geo;

class Lookup extends RemoteLookup
{
    protected function getUrl(): string
    {
        return "api.ip2location.com/?ip={$this->ip}&key={$this->key}";
    }

    protected function getName(): string
    {
        return "orders.csv/{$this->ip}"; // no address: the name of a file
    }
}
