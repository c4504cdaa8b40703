"""The demo's world: the cast, the 5,000 companies around it, and the one command that plays both into a database."""
