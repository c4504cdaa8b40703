"""The Admin Console: what a customer has, who administers and uses it, and what to do next (V12, V13)."""
