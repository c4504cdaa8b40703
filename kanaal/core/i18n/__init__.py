"""Catalogues: finding the messages, keeping them complete, compiling them. Django's runtime reads the result."""
