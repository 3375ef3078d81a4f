import os

from azure.cosmos import CosmosClient
from azure.identity import DefaultAzureCredential
from azure.keyvault.secrets import SecretClient
from azure.servicebus import ServiceBusClient
from azure.storage.blob import BlobServiceClient


def run():
    vault = SecretClient(vault_url="https://acme.vault.azure.net", credential=DefaultAzureCredential())
    vault.get_secret("db")
    blobs = BlobServiceClient.from_connection_string(os.environ["AZURE_STORAGE"])
    blobs.get_blob_client("exports", "a.csv").upload_blob(b"x")
    bus = ServiceBusClient.from_connection_string(os.environ["BUS"])
    bus.get_queue_sender(queue_name="orders").send_messages([])
    CosmosClient(os.environ["COSMOS_URL"], "key").get_database_client("shop")
