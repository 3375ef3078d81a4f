import { EventWebhook, EventWebhookHeader } from "@sendgrid/eventwebhook";
import express from "express";
import { consentChanged, start, stop } from "./bus.js";
import { config } from "./config.js";

interface MailEvent {
  email: string;
  event: "delivered" | "bounce" | "unsubscribe" | "spamreport" | string;
}

const app = express();
const webhook = new EventWebhook();
const publicKey = webhook.convertPublicKeyToECDSA(config.sendgridWebhookKey);

app.get("/healthz", (_request, response) => {
  response.json({ status: "ok" });
});

app.post("/webhooks/sendgrid", express.raw({ type: "application/json" }), async (request, response) => {
  const signature = request.header("X-Twilio-Email-Event-Webhook-Signature") ?? "";
  const timestamp = request.header(EventWebhookHeader.TIMESTAMP()) ?? "";
  if (!webhook.verifySignature(publicKey, request.body, signature, timestamp)) {
    response.status(401).end();
    return;
  }
  const events: MailEvent[] = JSON.parse(request.body.toString());
  for (const { email, event } of events) {
    if (event === "unsubscribe" || event === "spamreport") {
      await consentChanged(email, event);
    }
  }
  response.status(204).end();
});

await start();
const server = app.listen(config.port);
process.on("SIGTERM", () => {
  server.close(() => void stop());
});
