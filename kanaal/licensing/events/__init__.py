"""What happened to agreements and their licences. Names are public."""

from kanaal.licensing.events import console, inviting

__all__ = ["console", "inviting"]
