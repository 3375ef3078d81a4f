import express, { type NextFunction, type Request, type Response } from "express";
import { config } from "./config.js";
import { createLead } from "./leads.js";
import { placeOrder, readOrder } from "./orders.js";
import { close, connect, identify, track } from "./tracking.js";

const app = express();
app.use(express.json({ limit: "64kb" }));

function visitor(request: Request): string {
  return request.header("x-visitor-id") ?? "unknown";
}

app.get("/healthz", (_request, response) => {
  response.json({ status: "ok" });
});

app.post("/api/checkout", async (request, response, next) => {
  try {
    const order = await placeOrder(request.body);
    identify(visitor(request), request.body.email, request.body.companyName);
    await track(visitor(request), "Order Completed", { plan: request.body.plan, desks: request.body.desks });
    response.status(201).json(order);
  } catch (error) {
    next(error);
  }
});

app.get("/api/orders/:id", async (request, response, next) => {
  try {
    response.json(await readOrder(request.params.id));
  } catch (error) {
    next(error);
  }
});

app.post("/api/trial", async (request, response, next) => {
  try {
    const contactId = await createLead(request.body);
    identify(visitor(request), request.body.email, request.body.company);
    await track(visitor(request), "Trial Requested", {});
    response.status(201).json({ contactId });
  } catch (error) {
    next(error);
  }
});

app.use((error: Error, _request: Request, response: Response, _next: NextFunction) => {
  console.error(JSON.stringify({ level: "error", service: "web-shop", message: error.message }));
  response.status(502).json({ error: "please try again" });
});

await connect();
const server = app.listen(config.port);
process.on("SIGTERM", () => {
  server.close(() => void close());
});
