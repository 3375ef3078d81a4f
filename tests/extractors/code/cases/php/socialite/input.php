<?php

namespace App\Login;

use Laravel\Socialite\Facades\Socialite;
use League\OAuth2\Client\Provider\Github;

class Login
{
    public function redirect()
    {
        return Socialite::driver('google')->redirect();
    }

    public function dynamic(string $name)
    {
        return Socialite::driver($name)->redirect();
    }

    public function league()
    {
        $provider = new Github(['clientId' => 'a', 'clientSecret' => 'b']);

        return $provider->getAccessToken('authorization_code', ['code' => 'x']);
    }
}
