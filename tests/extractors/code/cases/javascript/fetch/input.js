const BASE = process.env.CRM_URL || 'http://crm:3000';

export async function contacts() {
  const response = await fetch(`${BASE}/contacts`);
  return response.json();
}

async function send(path, body) {
  return fetch(new URL(path, 'https://billing.internal'), { method: 'POST', body: JSON.stringify(body) });
}

export const charge = () => send('/charges', { amount: 1 });
export const refund = () => send('/refunds', { amount: 1 });
