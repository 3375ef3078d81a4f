<?php

namespace App\Inbox;

use Webklex\PHPIMAP\ClientManager;

class Inbox
{
    public function read(string $user, string $password): void
    {
        $stream = imap_open('{mail.shop.internal:993/imap/ssl}INBOX', $user, $password);
    }

    public function webklex(): void
    {
        $client = (new ClientManager())->make(['host' => getenv('IMAP_HOST'), 'port' => 993]);
        $client->connect();
    }

    public function ddeboer(): void
    {
        $server = new \Ddeboer\Imap\Server('mail.shop.internal');
        $server->authenticate('a', 'b');
    }
}
