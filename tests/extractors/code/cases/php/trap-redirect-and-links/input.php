<html>
<a href="https://www.facebook.com/acme">Follow us</a>
<?php

use Illuminate\Support\Facades\Route;

class Links
{
    /** @link https://api.stripe.com/v1 */
    public function documentationUrl()
    {
        return '/help';
    }
}
?>
<img src="https://api.segment.io/pixel.png">
