<?php

namespace App\Crm;

use Illuminate\Support\Facades\Http;

class Crm
{
    public function push(): void
    {
        Http::baseUrl('https://crm.partner.io')->withToken('x')->post('/contacts', ['email' => 'a']);
        Http::withHeaders(['A' => 'b'])->acceptJson()->get(config('services.billing.url') . '/invoices');
        Http::asForm()->put('https://api.postmarkapp.com/email');
    }
}
