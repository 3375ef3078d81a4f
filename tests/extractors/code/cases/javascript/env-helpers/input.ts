import { createEnv } from '@t3-oss/env-nextjs';
import { z } from 'zod';

export const env = createEnv({
  server: { BILLING_URL: z.string().url() },
  runtimeEnv: { BILLING_URL: process.env.BILLING_URL },
});

const serverSchema = z.object({ CRM_URL: z.string().default('https://crm.acme.io') });
const settings = serverSchema.parse(process.env);

export const SEARCH_URL = () => process.env.SEARCH_URL;

export async function run(id: string) {
  await fetch(`${env.BILLING_URL}/invoices/${id}`);
  await fetch(`${settings.CRM_URL}/contacts`, { method: 'POST' });
  await fetch(`${SEARCH_URL()}/query`);
}
