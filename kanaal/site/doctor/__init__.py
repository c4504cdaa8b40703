"""What is wrong with an installation, and what to do. Reads only; each check stands alone and says one thing."""
