"""One function for each mail."""
