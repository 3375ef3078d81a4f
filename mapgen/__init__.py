"""mapgen drafts integration maps: which systems exchange which data, how, and with what evidence."""

__version__ = "0.1.0"
