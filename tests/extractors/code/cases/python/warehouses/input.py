import os

import redshift_connector
import snowflake.connector
from elasticsearch import Elasticsearch
from google.cloud import bigquery
from sqlalchemy import create_engine, text

es = Elasticsearch(os.environ["ES_URL"])
engine = create_engine(os.environ["WAREHOUSE_DSN"])
wh = snowflake.connector.connect(account="acme-eu", user="u", warehouse="w")


def run():
    es.search(index="products", query={})
    es.index(index="products", document={"sku": "x"})
    wh.cursor().execute("INSERT INTO crm.contacts (id, email) VALUES (1, 'x')")
    with engine.connect() as connection:
        connection.execute(text("SELECT id, total AS amount FROM sales.orders o JOIN sales.customers c ON 1=1"))
    redshift_connector.connect(host="redshift.acme.io", database="dwh")
    bigquery.Client().query("SELECT name FROM crm.accounts")
