"""Facts of licensing, a file for each part of it. Names are public."""

from kanaal.licensing.events import administrators, console, inviting, licences, moving, orders, users
from kanaal.licensing.events.seeing_to import (
    AddresseeAskedFor,
    DeskToldOfComing,
    HappeningsAnnounced,
    LicencesRenewedThemselves,
)

__all__ = [
    "AddresseeAskedFor",
    "DeskToldOfComing",
    "HappeningsAnnounced",
    "LicencesRenewedThemselves",
    "administrators",
    "console",
    "inviting",
    "licences",
    "moving",
    "orders",
    "users",
]
