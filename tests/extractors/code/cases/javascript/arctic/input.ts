import { GitHub, MicrosoftEntraId } from 'arctic';

const github = new GitHub(process.env.GITHUB_ID!, process.env.GITHUB_SECRET!, null);
const entra = new MicrosoftEntraId('tenant', process.env.MS_ID!, process.env.MS_SECRET!, 'https://shop.acme.io/cb');

export async function callback(code: string) {
  const tokens = await github.validateAuthorizationCode(code);
  return entra.validateAuthorizationCode(tokens.accessToken(), 'verifier');
}
