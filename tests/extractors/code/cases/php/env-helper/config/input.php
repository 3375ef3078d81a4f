<?php

return [
    'default' => envNonEmpty('DB_CONNECTION', 'mysql'),
    'crm' => ['url' => get_env('CRM_URL', 'https://crm.partner.io')],
    'name' => environment_name('shop'), // no variable
    'mail' => env_default_when_empty(env('MAIL_FROM'), 'a@shop.internal'),
    'connections' => [
        'mysql' => ['driver' => 'mysql', 'host' => envNonEmpty('DB_HOST', 'orders-db')],
    ],
];
