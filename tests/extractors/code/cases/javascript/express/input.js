const express = require('express');
const stripe = require('stripe')(process.env.STRIPE_KEY);
const app = express();
const router = express.Router();

router.get('/contacts/:id', (req, res) => res.json({}));
app.post('/webhooks/stripe', express.raw(), (req, res) => {
  const event = stripe.webhooks.constructEvent(req.body, req.headers['stripe-signature'], 'whsec');
  res.json(event);
});
