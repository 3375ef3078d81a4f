import { prisma } from '@acme/prisma';

export async function order(id: string) {
  await prisma.order.findFirst({ where: { id } });
  return prisma.order.update({ where: { id }, data: { paid: true } });
}
