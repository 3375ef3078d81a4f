import axios from "axios";
import { config } from "./config.js";

const zendesk = axios.create({
  baseURL: `${config.zendeskUrl}/api/v2`,
  headers: { Authorization: `Bearer ${config.zendeskToken}` },
  timeout: 10000,
});

/** A person should look at this customer: open a ticket. */
export async function openTicket(email: string, subject: string, text: string): Promise<number> {
  const response = await zendesk.post("/tickets.json", {
    ticket: {
      subject,
      comment: { body: text },
      requester: { email, name: email },
      tags: ["payment"],
      priority: "high",
    },
  });
  return response.data.ticket.id;
}
