#!/bin/sh
curl -X POST http://connect:8083/connectors -d '{
  "name": "crm-source",
  "config": {
    "connector.class": "io.debezium.connector.postgresql.PostgresConnector",
    "database.hostname": "crm-db",
    "database.port": "5432",
    "table.include.list": "public.contact,public.deal"
  }
}'
