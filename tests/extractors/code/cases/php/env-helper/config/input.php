<?php

return [
    'default' => envNonEmpty('DB_CONNECTION', 'mysql'),
    'crm' => ['url' => get_env('CRM_URL', 'https://crm.partner.io')],
    'name' => environment_name('shop'), // no variable
    'connections' => [
        'mysql' => ['driver' => 'mysql', 'host' => envNonEmpty('DB_HOST', 'orders-db')],
    ],
];
