import boto3

secrets = boto3.client("secretsmanager", region_name="eu-west-1")
bedrock = boto3.client("bedrock-runtime")
session = boto3.Session(profile_name="x")
ses = session.client("ses")


def run():
    secrets.get_secret_value(SecretId="db")
    bedrock.invoke_model(modelId="m", body="{}")
    ses.send_email(Source="a@acme.io", Destination={}, Message={})
    boto3.client("stepfunctions").start_execution(stateMachineArn="arn")
    boto3.resource("dynamodb").Table("orders").put_item(Item={"id": 1})
    boto3.resource("s3").Bucket("exports").upload_file("a", "b")
