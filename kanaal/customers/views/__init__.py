"""Pages about accounts: looking up, making, the desk's list, merging, judging."""
