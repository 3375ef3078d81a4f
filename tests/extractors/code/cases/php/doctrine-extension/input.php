<?php

use Symfony\Component\DependencyInjection\Loader\Configurator\ContainerConfigurator;

return static function (ContainerConfigurator $container): void {
    $container->extension('doctrine', [
        'dbal' => [
            'driver' => 'pdo_pgsql',
            'url' => '%env(resolve:DATABASE_URL)%',
        ],
    ]);
};
