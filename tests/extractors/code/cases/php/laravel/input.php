<?php

use App\Models\Order;
use Illuminate\Support\Facades\Cache;
use Illuminate\Support\Facades\DB;
use Illuminate\Support\Facades\Http;
use Illuminate\Support\Facades\Route;

Route::get('/orders/{id}', [OrderController::class, 'show']);
Route::post('/orders', fn () => Http::withToken(config('services.erp.token'))->post(config('services.erp.url') . '/orders'));

function sync(): void
{
    Http::baseUrl(env('LEDGER_URL', 'http://ledger'))->get('/balances');
    DB::table('orders')->get();
    Cache::get('orders');
}
