<?php

use Illuminate\Http\Request;
use Illuminate\Support\Facades\Route;

Route::post('/hooks/billing', function (Request $request) {
    return \Stripe\Webhook::constructEvent($request->getContent(), $request->header('Stripe-Signature'), 'whsec');
});
