import { api } from './client';

export const orders = () => api.get('/orders');
