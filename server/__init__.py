"""The review server. It imports mapgen only through its public functions."""
