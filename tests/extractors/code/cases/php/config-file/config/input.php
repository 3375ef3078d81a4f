<?php

return [
    'crm' => [
        'url' => env('CRM_URL', 'https://crm.internal'),
        'key' => env('CRM_KEY'),
        'paths' => ['contacts' => '/contacts'],
    ],
    'closures' => fn () => 1,
];
