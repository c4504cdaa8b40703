"""Every intention about rebates."""
