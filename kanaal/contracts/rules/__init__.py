"""Pure decisions about contracts: points and levels, terms and their renewal, instalments (K2, K3)."""
