import Stripe from 'stripe';
import { Client } from '@hubspot/api-client';

const stripe = new Stripe(process.env.STRIPE_KEY!);
const hubspot = new Client({ accessToken: 'x' });

export async function sync(email: string) {
  await stripe.customers.create({ email, name: 'x' });
  await hubspot.crm.contacts.basicApi.create({ properties: { email } });
}
