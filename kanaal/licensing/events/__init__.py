"""Facts of licensing, a file for each part of it."""

from kanaal.licensing.events.seeing_to import AddresseeAskedFor, HappeningsAnnounced, LicencesRenewedThemselves

__all__ = ["AddresseeAskedFor", "HappeningsAnnounced", "LicencesRenewedThemselves"]
