# resource "aws_lambda_function" "old" {}
resource "aws_lambda_function" "sync" {
  function_name = "crm-sync"
  environment {
    variables = {
      CRM_URL   = "https://api.hubapi.com"
      QUEUE     = aws_sqs_queue.orders.url
      DB        = "postgres://${aws_db_instance.main.address}:5432/crm"
    }
  }
}

resource "aws_lambda_event_source_mapping" "orders" {
  event_source_arn = aws_sqs_queue.orders.arn
  function_name    = aws_lambda_function.sync.arn
}

resource "google_cloud_run_v2_service" "api" {
  name = "api"
  template {
    containers {
      env {
        name  = "BILLING_URL"
        value = "http://billing:8080"
      }
    }
  }
}

resource "airbyte_connection" "crm" {
  source_id      = airbyte_source_salesforce.crm.source_id
  destination_id = airbyte_destination_snowflake.dwh.destination_id
}

resource "fivetran_connector" "stripe" {
  service = "stripe"
}

resource "confluent_connector" "sink" {
  config_nonsensitive = {
    "connector.class" = "BigQuerySink"
    "topics"          = "orders"
  }
}
