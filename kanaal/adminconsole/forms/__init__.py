"""Forms of the Admin Console."""
