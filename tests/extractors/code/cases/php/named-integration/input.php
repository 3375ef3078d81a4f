<?php

namespace App\Integration;

class VtigerIntegration extends AbstractIntegration
{
    public function getName(): string
    {
        return 'Vtiger';
    }

    public function getApiUrl(): string
    {
        return sprintf('%s/webservice.php', $this->keys['url']);
    }
}

class Label
{
    public function getName(): string
    {
        return 'Stripe';
    }
}
