"""What the config extractors share: the base class, places, placeholders, paths, plain-data walking."""
