import axios, { AxiosInstance } from 'axios';

const api = axios.create({ baseURL: import.meta.env.VITE_API_URL ?? 'http://gateway' });

class Billing {
  private http: AxiosInstance;

  constructor() {
    this.http = axios.create({ baseURL: 'https://billing.internal/v1' });
  }

  charge(email: string) {
    return this.http.post('/charges', { email, customer: { id: 1 } });
  }
}

export const orders = () => api.get('/orders');
export const raw = () => axios({ url: 'http://stock/levels', method: 'PUT' });
