"""What distributors and partners sold on, as they report it (R1)."""
