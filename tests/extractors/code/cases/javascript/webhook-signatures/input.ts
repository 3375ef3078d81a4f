import { Hono } from 'hono';
import Stripe from 'stripe';
import { Webhook } from 'svix';
import crypto from 'node:crypto';

const app = new Hono();
const stripe = new Stripe(process.env.STRIPE_KEY!);

app.post('/webhooks/stripe', async (c) => {
  const event = stripe.webhooks.constructEvent(await c.req.text(), c.req.header('stripe-signature')!, 'whsec');
  return c.json({ received: event.id });
});

app.post('/webhooks/github', async (c) => {
  const given = c.req.header('x-hub-signature-256');
  return c.text(crypto.createHmac('sha256', 's').update(await c.req.text()).digest('hex') === given ? 'ok' : 'no');
});

app.post('/webhooks/clerk', async (c) => {
  new Webhook('secret').verify(await c.req.text(), { 'svix-id': c.req.header('svix-id')! });
  return c.text('ok');
});
