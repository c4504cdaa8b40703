"""A distributor's work: orders, what goes back, and files for many of them (V6)."""
