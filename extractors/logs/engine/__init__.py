"""The common machinery of all log formats: reading, path templates, aggregation, classes, facts."""
