"""Monitoring, logging and tracing: who scrapes, ships and exports what."""
