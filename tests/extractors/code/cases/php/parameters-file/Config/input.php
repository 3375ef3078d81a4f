<?php

return [
    'routes' => [
        'main' => ['orders_index' => ['path' => '/orders', 'controller' => 'App\Orders::index']],
    ],
    'parameters' => [
        'db_driver' => 'pdo_mysql',
        'db_host'   => '%env(resolve:DATABASE_HOST)%',
        'crm_url'   => 'https://api.pipedrive.com/v1', // set to empty to disable
        'partner'   => [
            'feed_url' => '%crm_url%/feed',
        ],
    ],
];
