import { Client } from '@hubspot/api-client';
import { PlainClient } from '@team-plain/typescript-sdk';
import { PostHog } from 'posthog-node';
import Stripe from 'stripe';

const hubspot = new Client({ accessToken: process.env.HUBSPOT_TOKEN });
const plain = new PlainClient({ apiKey: process.env.PLAIN_KEY! });
const posthog = new PostHog('key');
const stripe = new Stripe('key');

export async function run() {
  await hubspot.crm.contacts.basicApi.create({ properties: { email: 'a@acme.io' } } as any);
  await hubspot.crm.companies.batchApi.read({} as any);
  await plain.createThread({ title: 'x' } as any);
  posthog.capture({ distinctId: 'x', event: 'order' });
  await stripe.checkout.sessions.create({ mode: 'payment' });
  await stripe.billingPortal.sessions.create({ customer: 'x' });
}
