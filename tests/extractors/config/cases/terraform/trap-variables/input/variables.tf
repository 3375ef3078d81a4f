variable "crm_url" {
  default     = "https://api.hubapi.com"
  description = "see https://docs.example.com"
}
terraform {
  required_providers {
    aws = { source = "hashicorp/aws" }
  }
}
