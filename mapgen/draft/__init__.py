"""Drafting: from an estate to a validated draft map, offline and deterministic."""
