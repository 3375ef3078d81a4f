"""Infrastructure as code: serverless frameworks, CloudFormation, Terraform, CI variables."""
