type Webhook = { webhookUrl: string };

export function describe(webhook: Webhook) {
  console.log(`posting to ${webhook.webhookUrl}`);
  return { label: webhook.webhookUrl };
}
