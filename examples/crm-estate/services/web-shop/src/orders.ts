import axios from "axios";
import { config } from "./config.js";

export interface Basket {
  companyName: string;
  email: string;
  firstName: string;
  lastName: string;
  phone?: string;
  country: string;
  plan: "starter" | "jungle";
  desks: number;
  newsletter: boolean;
}

export interface PlacedOrder {
  order_id: number;
  subscription_id: string;
}

const http = axios.create({ baseURL: config.ordersUrl, timeout: 5000 });

/** Turn the basket into an order. */
export async function placeOrder(basket: Basket): Promise<PlacedOrder> {
  const response = await http.post<PlacedOrder>("/v1/orders", {
    company_name: basket.companyName,
    email: basket.email,
    first_name: basket.firstName,
    last_name: basket.lastName,
    phone: basket.phone,
    country: basket.country,
    plan: basket.plan,
    desks: basket.desks,
    newsletter: basket.newsletter,
  });
  return response.data;
}

/** What the "my order" page shows. */
export async function readOrder(orderId: string): Promise<Record<string, unknown>> {
  const response = await http.get(`/v1/orders/${encodeURIComponent(orderId)}`);
  return response.data;
}
