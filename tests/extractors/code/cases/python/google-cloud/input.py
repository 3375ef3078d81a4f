from google.cloud import bigquery, secretmanager, storage
from google.cloud import vision


def run():
    storage.Client().bucket("exports").blob("a.csv").upload_from_string("x")
    bigquery.Client().query("SELECT id, email FROM crm.contacts")
    secretmanager.SecretManagerServiceClient().access_secret_version(name="db")
    vision.ImageAnnotatorClient().label_detection(image=None)
