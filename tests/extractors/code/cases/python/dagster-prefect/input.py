from dagster_snowflake import SnowflakeResource
from dagster_aws.s3 import S3Resource
from dagster import EnvVar
from prefect_snowflake import SnowflakeConnector
from prefect_aws import S3Bucket

resources = {
    "warehouse": SnowflakeResource(account=EnvVar("SNOWFLAKE_ACCOUNT"), user="u"),
    "lake": S3Resource(region_name="eu-west-1"),
}


def flow():
    SnowflakeConnector.load("dwh").execute("SELECT 1")
    S3Bucket.load("exports").write_path("a", b"x")
