import sgMail from "@sendgrid/mail";
import { config } from "./config.js";

sgMail.setApiKey(config.sendgridApiKey);

const templates = {
  welcome: "d-11111111111111111111111111111111",
  receipt: "d-22222222222222222222222222222222",
  paymentFailed: "d-33333333333333333333333333333333",
};

/** Send one transactional message; SendGrid keeps the layouts. */
export async function send(
  to: string,
  template: keyof typeof templates,
  data: Record<string, unknown>,
): Promise<void> {
  await sgMail.send({
    to,
    from: { email: config.sender, name: "Fernhollow" },
    templateId: templates[template],
    dynamicTemplateData: data,
    trackingSettings: { clickTracking: { enable: false } },
  });
}
