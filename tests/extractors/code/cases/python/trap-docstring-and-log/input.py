"""Talks to https://api.vendor.com/v1 one day."""

import logging

import requests

log = logging.getLogger(__name__)
# requests.get("https://api.vendor.com")


def run():
    """requests.get("https://api.other.com")"""
    log.info("see https://status.vendor.com for details")
    SCHEMA = "http://json-schema.org/draft-07/schema"
