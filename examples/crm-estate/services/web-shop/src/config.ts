/** Everything the shop reads from its environment. */
export const config = {
  port: Number(process.env.PORT ?? 3000),
  ordersUrl: process.env.ORDERS_URL ?? "http://localhost:8000",
  crmSyncUrl: process.env.CRM_SYNC_URL ?? "http://localhost:8001",
  kafkaBrokers: (process.env.KAFKA_BROKERS ?? "localhost:9092").split(","),
  segmentWriteKey: process.env.SEGMENT_WRITE_KEY ?? "",
};

export const WEB_EVENTS_TOPIC = "web.events";
