"""How much of what distributors type and send is kept."""

LONGEST = 60
"""Characters of a distributor's own number."""
