from airflow import DAG
from airflow.hooks.base import BaseHook
from airflow.providers.amazon.aws.hooks.s3 import S3Hook
from airflow.providers.amazon.aws.transfers.s3_to_redshift import S3ToRedshiftOperator
from airflow.providers.http.operators.http import SimpleHttpOperator
from airflow.providers.postgres.hooks.postgres import PostgresHook
from airflow.providers.postgres.operators.postgres import PostgresOperator
from airflow.providers.slack.operators.slack_webhook import SlackWebhookOperator
from airflow.providers.snowflake.operators.snowflake import SnowflakeOperator

with DAG("sync") as dag:
    call = SimpleHttpOperator(task_id="call", http_conn_id="crm_api", endpoint="/contacts", method="GET")
    load = SnowflakeOperator(task_id="load", snowflake_conn_id="dwh", sql="INSERT INTO crm.deals (id) SELECT 1")
    query = PostgresOperator(task_id="q", postgres_conn_id="shop_db", sql="SELECT id FROM orders")
    copy = S3ToRedshiftOperator(task_id="c", s3_bucket="exports", s3_key="k", schema="s", table="t", redshift_conn_id="rs")
    tell = SlackWebhookOperator(task_id="t", slack_webhook_conn_id="slack", message="done")


def rows():
    S3Hook(aws_conn_id="aws").load_string("x", "key", bucket_name="exports")
    BaseHook.get_connection("erp")
    return PostgresHook(postgres_conn_id="shop_db").get_records("SELECT 1")
