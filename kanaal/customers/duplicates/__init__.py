"""Looking through all accounts for those that may be one company, in steps that can be killed and gone on with."""
