"""CRM sync: the one door between HubSpot contacts and everybody else."""
