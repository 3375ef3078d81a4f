"""Versioned prompt templates: data, not code."""
