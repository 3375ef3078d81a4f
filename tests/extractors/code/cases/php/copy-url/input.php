<?php

function fetch_rates(): void
{
    copy('https://rates.partner.io/daily.csv', '/tmp/daily.csv');
    $handle = fopen('https://rates.partner.io/weekly.csv', 'r');
    copy('/tmp/a', '/tmp/b');
    $xml = simplexml_load_file('https://feeds.partner.io/items.xml');
    $lines = file('https://rates.partner.io/lines.txt');
}
