import { Analytics } from "@segment/analytics-node";
import { Kafka, Partitioners } from "kafkajs";
import { config, WEB_EVENTS_TOPIC } from "./config.js";

const analytics = new Analytics({ writeKey: config.segmentWriteKey });
const kafka = new Kafka({ clientId: "web-shop", brokers: config.kafkaBrokers });
const producer = kafka.producer({ createPartitioner: Partitioners.DefaultPartitioner });

export async function connect(): Promise<void> {
  await producer.connect();
}

/** Tie the browser's anonymous id to the customer's address, so that both are one person in the customer graph. */
export function identify(anonymousId: string, email: string, company: string): void {
  analytics.identify({ anonymousId, userId: email, traits: { email, company } });
}

/** Every step of the funnel: to Segment for marketing, to the bus for our own models. */
export async function track(anonymousId: string, event: string, properties: Record<string, unknown>): Promise<void> {
  analytics.track({ anonymousId, event, properties });
  await producer.send({
    topic: WEB_EVENTS_TOPIC,
    messages: [
      {
        key: anonymousId,
        value: JSON.stringify({ anonymous_id: anonymousId, event, properties, at: new Date().toISOString() }),
      },
    ],
  });
}

export async function close(): Promise<void> {
  await producer.disconnect();
  await analytics.closeAndFlush();
}
