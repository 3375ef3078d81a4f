// await fetch('https://api.stripe.com/v1/charges')
export const SOCIAL_LINKS = { twitter: 'https://twitter.com/acme', github: 'https://github.com/acme/shop' };
export const REDIRECT_URI = 'https://shop.acme.io/api/auth/callback/google';
export const HOMEPAGE_URL = 'https://www.acme.io';
export const SVG_NAMESPACE = 'http://www.w3.org/2000/svg';

export const meta = {
  repository: 'https://github.com/acme/shop',
  docs: 'https://docs.acme.io',
};

export function label(clientId: string) {
  console.log(`login with ${clientId} at https://accounts.google.com`);
  return clientId;
}
