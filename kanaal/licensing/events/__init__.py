"""What happened to agreements and their licences. Names are public."""

from kanaal.licensing.events import administrators, licences, moving, orders, users

__all__ = ["administrators", "licences", "moving", "orders", "users"]
