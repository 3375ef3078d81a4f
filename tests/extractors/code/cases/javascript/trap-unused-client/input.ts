import Stripe from 'stripe';
import axios from 'axios';

const stripe = new Stripe('sk');
const api = axios.create({ baseURL: 'https://api.vendor.com' });
