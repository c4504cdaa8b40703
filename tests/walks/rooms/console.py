"""The Reseller Console on the walks: its first page and every list, guide, counts, and answers to one's own case."""

from __future__ import annotations

from kanaal.licensing.models import Agreement, ReportedHolding
from tests import world, world_invitations, world_licences
from tests.world_licences import SKU, add, agreement

HOME = "/reselling/"
ONE = "/reselling/customers/{console_customer}/"
LISTS = ("payment-required", "past-due", "ready", "pending", "upcoming", "no-products", "cancelled")
PAGES = [
    ("anna", HOME), ("anna", f"{HOME}?list=all&sort=-licences"), ("anna", f"{HOME}?q=kranen"),
    ("anna", f"{HOME}?who=me"), *(("anna", f"{HOME}?list={one}") for one in LISTS),
    ("anna", "/reselling/guide/"), ("anna", "/reselling/counts/"), ("anna", f"{ONE}counts/"), ("carla", HOME),
    ("anna", "/help/old-date/"), ("anna", "/help/payment-required/"), ("anna", "/help/nfr-kit/"),
    ("anna", "/help/customer-moves/"), ("anna", "/help/agreement-contact/"), ("anna", "/help/invitation-refused/"),
]  # fmt: skip
NAMES = {
    "kranen", "bouwbedrijf", "studio", "helder", "papaver", "uitgeverij", "archief", "hogeschool", "oost", "vlam",
    "media", "boreas", "atelier", "distri", "noord",
}  # fmt: skip
FIRST = "Bouwbedrijf Kranen"


def make_world() -> dict[str, str]:
    """A customer in each list, one who is invited, and a distributor's report that knows less than was ordered."""
    if not Agreement.objects.filter(name=FIRST).exists():
        world.anna()
        add(agreement(FIRST), 4, ago=13)
        add(agreement("Studio Helder"), 4, ago=33)
        add(agreement("Uitgeverij Papaver"), 25, ago=350, ordered=25)
        add(agreement("Archief Noord"), 6, ago=380, ordered=6)
        add(agreement("Hogeschool Oost"), 9, ago=290, ordered=9)
        agreement("Vlam Media")
        world_invitations.invitation(name="Atelier Boreas")
        ReportedHolding.objects.create(
            distributor=world_licences.distributor(), agreement=Agreement.objects.get(name="Uitgeverij Papaver"),
            sku=SKU, quantity=20, reported_on=world_licences.day(0),
        )  # fmt: skip
    return {"console_customer": Agreement.objects.get(name="Uitgeverij Papaver").number}
