"""A partner's bank details and VAT treatment: where rebates are paid to (R4)."""
