"""The Reseller Console: a partner's customers, their licences, and what comes next (V1, V14)."""
