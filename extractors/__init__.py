"""Extractors: files in, facts out. They import mapgen.model and mapgen.catalog only."""
