"""Every intention about agreements and licences, with its refusals beside it."""
