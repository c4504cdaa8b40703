"""Pages of the Admin Console."""
