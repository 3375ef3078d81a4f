<?php

namespace App\Pay;

use Aws\Sqs\SqsClient;
use Twilio\Rest\Client;

class Payments
{
    public function charge(string $email): void
    {
        $stripe = new \Stripe\StripeClient(getenv('STRIPE_KEY'));
        $stripe->customers->create(['email' => $email]);
        \Stripe\Refund::create(['charge' => 'ch_1']);
    }

    public function text(Client $twilio, string $to): void
    {
        $twilio->messages->create($to, ['body' => 'x']);
    }

    public function enqueue(SqsClient $queue): void
    {
        $queue->sendMessage(['QueueUrl' => getenv('ORDERS_QUEUE'), 'MessageBody' => 'x']);
    }
}
