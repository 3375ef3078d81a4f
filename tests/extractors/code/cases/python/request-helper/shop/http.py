"""Requests of the shop."""
