"""Pages of the evening."""
