<?php

function charge($amount)
{
    $url = sprintf('%s/charges', $_ENV['BILLING_URL']);
    $handle = curl_init($url);
    curl_setopt($handle, CURLOPT_RETURNTRANSFER, true);

    return curl_exec($handle);
}

function rates()
{
    $handle = curl_init();
    curl_setopt($handle, CURLOPT_URL, 'https://api.exchangerate.host/latest');
    curl_setopt_array($handle, [CURLOPT_URL => 'https://rates.internal/today', CURLOPT_TIMEOUT => 5]);
    $day = file_get_contents('https://calendar.internal/day');
    $local = file_get_contents(__DIR__ . '/rates.json');
}
