import { createTransport } from 'nodemailer';
import { ResendTransport } from '@acme/nodemailer-resend';
import { Resend } from 'resend';
import { ServerClient } from 'postmark';
import sgMail from '@sendgrid/mail';

export const mailer = createTransport(ResendTransport.makeTransport({ apiKey: process.env.RESEND_KEY }));

export const smtp = createTransport({ host: process.env.SMTP_HOST, port: 587 });

const resend = new Resend(process.env.RESEND_KEY);
const postmark = new ServerClient(process.env.POSTMARK_TOKEN!);

export async function send(to: string) {
  await resend.emails.send({ from: 'a@acme.io', to, subject: 'hi' });
  await postmark.sendEmail({ From: 'a@acme.io', To: to });
  await sgMail.send({ to, from: 'a@acme.io', text: 'hi' });
}
