<?php

namespace App\Service;

use Symfony\Component\Mailer\MailerInterface;
use Symfony\Component\Routing\Attribute\Route;
use Symfony\Contracts\HttpClient\HttpClientInterface;

#[Route('/stock')]
class StockController
{
    public function __construct(private HttpClientInterface $client, private MailerInterface $mailer)
    {
    }

    #[Route('/{sku}', methods: ['GET'])]
    public function level(string $sku): array
    {
        return $this->client->request('GET', $_ENV['STOCK_URL'] . '/levels/' . $sku)->toArray();
    }
}
