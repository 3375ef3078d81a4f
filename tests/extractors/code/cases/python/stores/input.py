import os

import psycopg2
import redis
from pymongo import MongoClient
from sqlalchemy import create_engine

engine = create_engine(os.environ["DATABASE_URL"])
cache = redis.Redis(host="cache", port=6379)
mongo = MongoClient("mongodb://docs:27017")
connection = psycopg2.connect(host=os.getenv("PG_HOST", "pg"), dbname="crm")
