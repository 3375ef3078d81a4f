<?php

namespace App\Integration;

class ContactsIntegration extends AbstractIntegration
{
    private const API_URL = 'https://api.hubapi.com';
    protected string $tokenUrl = 'https://login.salesforce.com/services/oauth2/token';
    protected string $docsUrl = 'https://developers.hubspot.com/docs/api';

    public function getApiUrl(): string
    {
        return sprintf('%s/crm/v3', self::API_URL);
    }

    public function getUrl(): string
    {
        return 'https://api.zoom.us/v2/users';
    }

    public function getProfileUrl(): string
    {
        return 'https://twitter.com/api/someone';
    }
}
