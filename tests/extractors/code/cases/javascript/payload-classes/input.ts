import axios from 'axios';
import { z } from 'zod';

interface Address {
  street: string;
  verified?: boolean;
}

type Customer = {
  email: string;
  tags: string[];
  address: Address;
};

const OrderSchema = z.object({ number: z.string(), total: z.number() });

class Note {
  text: string = '';
}

export async function push(customer: Customer, order: z.infer<typeof OrderSchema>) {
  await axios.post('https://crm.acme.io/customers', customer);
  const note = new Note();
  await fetch('https://crm.acme.io/notes', { method: 'POST', body: JSON.stringify(note) });
}
