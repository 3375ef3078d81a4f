import { prisma } from './prisma';

export async function dispatch(event: string, payload: unknown) {
  const webhooks = await prisma.webhook.findMany({ where: { enabled: true } });

  for (const webhook of webhooks) {
    await fetch(webhook.webhookUrl, { method: 'POST', body: JSON.stringify({ event, payload }) });
  }
}

export async function deliver(id: string) {
  const webhook = await prisma.webhook.findFirst({ where: { id } });
  const { webhookUrl: url, secret } = webhook;

  return fetch(url, { method: 'POST', headers: { 'X-Secret': secret } });
}
