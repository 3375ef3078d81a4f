import { Kafka } from "kafkajs";
import { config, topics } from "./config.js";
import { send } from "./mail.js";
import { openTicket } from "./support.js";

const kafka = new Kafka({ clientId: "notifications", brokers: config.kafkaBrokers });
const consumer = kafka.consumer({ groupId: "notifications" });
const producer = kafka.producer({ idempotent: true });

interface OrderPlaced {
  email: string;
  first_name: string;
  plan: string;
  desks: number;
}

interface InvoiceEvent {
  customer_email: string;
  invoice_number: string;
  amount: string;
  currency: string;
}

async function handle(topic: string, payload: string): Promise<void> {
  if (topic === topics.orderPlaced) {
    const order: OrderPlaced = JSON.parse(payload);
    await send(order.email, "welcome", { firstName: order.first_name, plan: order.plan, desks: order.desks });
    return;
  }
  const invoice: InvoiceEvent = JSON.parse(payload);
  if (topic === topics.invoicePaid) {
    await send(invoice.customer_email, "receipt", { number: invoice.invoice_number, amount: invoice.amount });
  } else if (topic === topics.paymentFailed) {
    await send(invoice.customer_email, "paymentFailed", { number: invoice.invoice_number });
    await openTicket(
      invoice.customer_email,
      `Payment failed for ${invoice.invoice_number}`,
      `The payment of ${invoice.amount} ${invoice.currency} failed.`,
    );
  }
}

export async function start(): Promise<void> {
  await producer.connect();
  await consumer.connect();
  await consumer.subscribe({ topics: [topics.orderPlaced, topics.invoicePaid, topics.paymentFailed] });
  await consumer.run({
    eachMessage: async ({ topic, message }) => handle(topic, message.value?.toString() ?? "{}"),
  });
}

/** Consent is an event of its own: whoever stores it must hear of every change. */
export async function consentChanged(email: string, reason: string): Promise<void> {
  await producer.send({
    topic: topics.consentChanged,
    messages: [{ key: email, value: JSON.stringify({ email, opted_out: true, reason }) }],
  });
}

export async function stop(): Promise<void> {
  await consumer.disconnect();
  await producer.disconnect();
}
