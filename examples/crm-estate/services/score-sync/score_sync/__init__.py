"""Score sync: brings the warehouse's customer health scores back into the CRM every night."""
