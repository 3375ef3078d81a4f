const BASE_URL = 'https://api.crm.acme.io/v2';

async function request<T>(path: string, init?: RequestInit): Promise<T> {
  const response = await fetch(`${BASE_URL}${path}`, init);
  return response.json();
}

export class CrmClient {
  constructor(private readonly baseUrl: string = process.env.CRM_URL ?? 'https://crm.acme.io') {}

  private async call(method: string, path: string, body?: unknown) {
    return fetch(`${this.baseUrl}${path}`, { method, body: JSON.stringify(body) });
  }

  contacts() {
    return this.call('GET', '/contacts');
  }
}

export const getDeals = () => request('/deals');
export const addDeal = (name: string) => request('/deals', { method: 'POST', body: JSON.stringify({ name }) });
