import IORedis from 'ioredis';
import { Queue, Worker } from 'bullmq';
import { Inngest } from 'inngest';
import { task, tasks } from '@trigger.dev/sdk/v3';
import { Client } from '@upstash/qstash';

const connection = new IORedis(process.env.REDIS_URL!, { maxRetriesPerRequest: null });
export const queue = new Queue('emails', { connection });
const worker = new Worker('emails', async () => {}, { connection });

export const inngest = new Inngest({ id: 'shop' });
export const onOrder = inngest.createFunction({ id: 'on-order' }, { event: 'shop/order.created' }, async () => {});

export const resize = task({ id: 'resize-image', run: async () => {} });

export async function run() {
  await queue.add('welcome', { to: 'x' });
  await inngest.send({ name: 'shop/order.created', data: { id: 1 } });
  await tasks.trigger('resize-image', { url: 'x' });
  await new Client({ token: 't' }).publishJSON({ url: 'https://shop.acme.io/job', body: {} });
}
