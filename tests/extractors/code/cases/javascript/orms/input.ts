import { drizzle } from 'drizzle-orm/node-postgres';
import { pgTable, text } from 'drizzle-orm/pg-core';
import knex from 'knex';
import mongoose from 'mongoose';
import { Sequelize } from 'sequelize';
import { PrismaClient } from '@prisma/client';
import { Entity, DataSource } from 'typeorm';

export const db = drizzle(process.env.DATABASE_URL!);
export const customers = pgTable('customers', { id: text('id'), email: text('email') });
const sql = knex({ client: 'pg', connection: process.env.REPORT_DB_URL });
mongoose.connect(process.env.MONGO_URL!);
const Order = mongoose.model('Order', new mongoose.Schema({ total: Number }));
const lite = new Sequelize('mysql://root@mysql:3306/shop');
const prisma = new PrismaClient();
const source = new DataSource({ type: 'postgres', host: 'pg', port: 5432 });

@Entity('invoices')
class Invoice {}

export async function run() {
  await prisma.customer.findMany({ where: {} });
  await prisma.order.create({ data: { total: 1 } });
  await prisma.$queryRaw`SELECT id, email FROM customers`;
  await sql('deals').insert({ name: 'x' });
}
