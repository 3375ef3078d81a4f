import os

import dj_database_url
import environ

env = environ.Env()

DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": "shop",
        "HOST": os.environ.get("DB_HOST", "postgres"),
        "PORT": 5432,
    },
    "reports": dj_database_url.config("REPORTS_URL"),
    "replica": env.db("REPLICA_URL"),
}

CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": "redis://cache:6379/1",
    }
}

EMAIL_HOST = env("EMAIL_HOST", default="smtp.acme.io")
CELERY_BROKER_URL = os.environ["BROKER_URL"]
CELERY_RESULT_BACKEND = "redis://cache:6379/2"
CHANNEL_LAYERS = {"default": {"CONFIG": {"hosts": [("channels", 6379)]}}}
