"""Comparing maps: what differs between two of them, and whether an estate has drifted from its committed map.

Pure functions over `IntegrationMap`; `mapgen check`, `mapgen diff` and the servers share them.
"""
