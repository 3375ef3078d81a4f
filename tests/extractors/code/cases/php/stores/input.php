<?php

use PhpAmqpLib\Connection\AMQPStreamConnection;
use Predis\Client;

$pdo = new PDO('mysql:host=catalog-db;dbname=catalog', 'shop', '');
$redis = new Client(getenv('REDIS_URL'));
$connection = new AMQPStreamConnection('bus', 5672, 'guest', 'guest');
$channel = $connection->channel();
$channel->basic_publish($message, 'shop', 'order.placed');
$channel->basic_consume('mails', '', false, true);
