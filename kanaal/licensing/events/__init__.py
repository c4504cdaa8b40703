"""What happened to agreements and their licences. Names are public."""

from kanaal.licensing.events import administrators, console, inviting, licences, moving, orders, users

__all__ = ["administrators", "console", "inviting", "licences", "moving", "orders", "users"]
