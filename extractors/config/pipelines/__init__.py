"""Data pipelines as configuration: replication, ELT, transformation, workflow automation."""
