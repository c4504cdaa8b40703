"""Pages that belong to no console."""
