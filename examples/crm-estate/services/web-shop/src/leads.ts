import axios from "axios";
import { config } from "./config.js";

export interface TrialRequest {
  email: string;
  firstName: string;
  lastName: string;
  company: string;
}

/** A visitor asked for a trial: hand the lead over to the CRM. */
export async function createLead(form: TrialRequest): Promise<string> {
  const response = await axios.post(
    `${config.crmSyncUrl}/v1/leads`,
    {
      email: form.email,
      first_name: form.firstName,
      last_name: form.lastName,
      company: form.company,
    },
    { timeout: 5000 },
  );
  return response.data.contact_id;
}
