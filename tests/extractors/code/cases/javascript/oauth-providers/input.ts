import { env } from '../env';

export const GoogleAuth = {
  id: 'google',
  clientId: env('GOOGLE_CLIENT_ID'),
  clientSecret: env('GOOGLE_CLIENT_SECRET'),
  redirectUrl: 'https://shop.acme.io/api/auth/callback/google',
  wellKnownUrl: 'https://accounts.google.com/.well-known/openid-configuration',
};

export const OidcAuth = {
  id: 'oidc',
  clientId: env('OIDC_CLIENT_ID'),
  clientSecret: env('OIDC_CLIENT_SECRET'),
  wellKnownUrl: env('OIDC_WELL_KNOWN'),
};
