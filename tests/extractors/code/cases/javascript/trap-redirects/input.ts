const redirectUri = 'https://app.acme.io/oauth/callback';
const links = { twitter: 'https://twitter.com/acme', homepage: 'https://acme.io' };
const namespace = 'http://www.w3.org/2000/svg';
const checkout = { success_url: 'https://app.acme.io/thanks', cancelUrl: 'https://app.acme.io/cart' };

res.redirect('https://acme.io/login');
