"""Partners' own licences on the walks: a pool that is empty, who has which, an agreement, an offer that waits."""

from __future__ import annotations

from kanaal.nfr.actions.licences import ask_own_licences
from kanaal.nfr.actions.serials import ask_serial
from kanaal.nfr.models import SerialNumber, SerialWish
from tests import world, world_nfr

PAGES = [
    ("anna", "/own-licences/"), ("henrike", "/own-licences/"), ("bo", "/own-licences/"), ("joost", "/own-licences/"),
    ("vera", "/desk/nfr/"), ("vera", "/desk/nfr/partners/"), ("vera", "/desk/nfr/agreements/"),
    ("auditor", "/desk/nfr/"),
]  # fmt: skip
NAMES = {
    "nfr", "nordlicht", "softwarehaus", "henrike", "petersen", "hamburg", "acrobat", "pro", "dc", "adobe", "stock",
    "enterprise", "dce", "perp", "ac",
}  # fmt: skip


def make_world() -> dict[str, int]:
    """Anna has her serial numbers and an offer that waits; Henrike has it all; Carla waits for a serial number."""
    if not SerialNumber.objects.exists():
        anna = world.actor(world.anna(), "contact")
        world_nfr.pool(*world_nfr.serials(2))
        for _turn in range(2):
            ask_serial(world.lindeboom(), sku=world_nfr.SKU, by=anna)
        ask_serial(world.maasveld(), sku=world_nfr.SKU, by=world.actor(world.carla(), "contact"))
        ask_own_licences(world.lindeboom(), by=anna)
        world_nfr.own_agreement(world.henrike())
    assert SerialWish.objects.exists()
    return {}
