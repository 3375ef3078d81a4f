"""The nightly job: read scores from Snowflake, write them to HubSpot in batches."""

import os
from collections.abc import Iterator
from itertools import islice

import snowflake.connector
from hubspot import HubSpot
from hubspot.crm.contacts import BatchInputSimplePublicObjectBatchInputUpsert as UpsertBatch

BATCH = 100
QUERY = """
    SELECT email, health_score, churn_risk, scored_at
    FROM ANALYTICS.MARTS.CUSTOMER_HEALTH
    WHERE scored_at >= DATEADD(day, -1, CURRENT_TIMESTAMP())
"""


def scores() -> Iterator[dict[str, str]]:
    """Yesterday's scores, one contact each."""
    connection = snowflake.connector.connect(
        account=os.environ["SNOWFLAKE_ACCOUNT"],
        user=os.environ["SNOWFLAKE_USER"],
        password=os.environ["SNOWFLAKE_PASSWORD"],
        warehouse="REVERSE_ETL_WH",
        database="ANALYTICS",
    )
    with connection, connection.cursor() as cursor:
        for email, health, risk, _ in cursor.execute(QUERY):
            yield {"email": email, "customer_health_score": str(health), "churn_risk": risk}


def batches(rows: Iterator[dict[str, str]], size: int) -> Iterator[list[dict[str, str]]]:
    """Rows in lists of at most `size`, the limit of HubSpot's batch endpoints."""
    while batch := list(islice(rows, size)):
        yield batch


def main() -> None:
    """Upsert by e-mail address: a second run of the same night changes nothing."""
    client = HubSpot(access_token=os.environ["HUBSPOT_ACCESS_TOKEN"])
    for batch in batches(scores(), BATCH):
        inputs = [{"idProperty": "email", "id": row["email"], "properties": row} for row in batch]
        client.crm.contacts.batch_api.upsert(
            batch_input_simple_public_object_batch_input_upsert=UpsertBatch(inputs=inputs)
        )


if __name__ == "__main__":
    main()
