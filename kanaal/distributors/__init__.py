"""Distributors: the companies between vendor and reseller, and who acts for them."""
