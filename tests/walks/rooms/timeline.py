"""The days of an agreement, and the desk's list of whom nothing reaches, on the walks."""

from __future__ import annotations

from kanaal.licensing import nightly
from kanaal.licensing.foresight import prove
from kanaal.licensing.models import Agreement
from tests import world, world_licences

NAME = "Stadsarchief Elzenburg"
QUIET = "Zwembad De Kikker"
DAYS = "/agreements/{elzenburg}/timeline/"
PAGES = [
    ("anna", DAYS), ("vera", DAYS), ("fatma", DAYS), ("eva", DAYS), ("vera", "/agreements/{kikker}/timeline/"),
    ("anna", "/agreements/{kikker}/timeline/"), ("vera", "/desk/licences/unannounced/"),
    ("auditor", "/desk/licences/unannounced/"),
]  # fmt: skip
NAMES = {
    "stadsarchief", "elzenburg", "zwembad", "kikker", "lindeboom", "digitaal", "vip", "waterrijk", "raadhuisplein",
    "bibliotheek", "zilvermeer", "anna", "brandsma", "eva", "rijn", "vera", "vermeer",
}  # fmt: skip


def make_world() -> dict[str, str]:
    """Licences in every state, of which some was told; a customer whom nobody can reach; an agreement without days."""
    made = world_licences.agreement(NAME)
    if not made.additions.exists():
        world.vera()
        world_licences.eva(made)
        world_licences.add(made, 12, ago=400, ordered=12, sku=world_licences.OTHER)
        world_licences.add(made, 8, ago=340, ordered=8)
        world_licences.add(made, 3, ago=64)
        world_licences.add(made, 2, ago=29)
        world_licences.add(world_licences.agreement("Bibliotheek Zilvermeer"), 5, ago=20)
        nightly.go_round()
        prove()
    quiet = world_licences.agreement(QUIET)
    return {"elzenburg": made.number, "kikker": Agreement.objects.get(pk=quiet.pk).number}
