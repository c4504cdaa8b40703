"""A vendor's existing customers, from a table."""
