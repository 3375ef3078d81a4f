import { Kafka } from 'kafkajs';
import amqp from 'amqplib';
import { Queue, Worker } from 'bullmq';

const kafka = new Kafka({ clientId: 'crm', brokers: ['kafka:9092'] });
const producer = kafka.producer();
const consumer = kafka.consumer({ groupId: 'crm' });

async function run() {
  await producer.send({ topic: 'contacts', messages: [{ value: 'x' }] });
  await consumer.subscribe({ topic: 'orders' });
  const connection = await amqp.connect('amqp://rabbit');
  const channel = await connection.createChannel();
  channel.sendToQueue('mail', Buffer.from('x'));
  channel.publish('events', 'order.created', Buffer.from('x'));
}

const queue = new Queue('exports');
queue.add('csv', {});
new Worker('exports', async () => {});
