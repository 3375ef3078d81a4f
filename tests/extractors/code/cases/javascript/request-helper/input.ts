import { apiFetch, fetchWithRetry } from '@/lib/http';
import { fetchMock } from 'vitest-fetch-mock';

export async function run(webhook: { url: string }) {
  await fetchWithRetry('https://tax.acme.io/rates', { method: 'POST' });
  await apiFetch(`${process.env.CRM_URL}/contacts`);
  await fetchWithRetry(webhook.url, { method: 'POST' });
  fetchMock('https://nowhere.acme.io');
}
