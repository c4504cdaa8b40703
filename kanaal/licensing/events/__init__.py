"""What happened to agreements and their licences. Names are public."""

from kanaal.licensing.events import licences, moving, orders

__all__ = ["licences", "moving", "orders"]
