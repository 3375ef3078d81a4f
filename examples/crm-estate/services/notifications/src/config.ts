function required(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set`);
  return value;
}

export const config = {
  port: Number(process.env.PORT ?? 3001),
  kafkaBrokers: (process.env.KAFKA_BROKERS ?? "localhost:9092").split(","),
  sendgridApiKey: required("SENDGRID_API_KEY"),
  sendgridWebhookKey: required("SENDGRID_WEBHOOK_PUBLIC_KEY"),
  zendeskUrl: process.env.ZENDESK_URL ?? "https://fernhollow.zendesk.com",
  zendeskToken: required("ZENDESK_API_TOKEN"),
  sender: "hello@fernhollow.example",
};

export const topics = {
  orderPlaced: "orders.placed",
  invoicePaid: "billing.invoice-paid",
  paymentFailed: "billing.payment-failed",
  consentChanged: "consent.changed",
} as const;
