"""Bank details on the walks: Lindeboom's in force, a change that Bo is to confirm, Maasveld's that finance is to."""

from __future__ import annotations

from kanaal.bankdetails.models import BankDetails
from tests import world, world_bank

PAGES = [
    ("anna", "/portal/bank-details/"), ("bo", "/portal/bank-details/"), ("fatma", "/portal/bank-details/enter/"),
    ("carla", "/portal/bank-details/"), ("joost", "/portal/bank-details/"), ("finn", "/desk/bank-details/"),
    ("vera", "/desk/bank-details/"), ("auditor", "/desk/bank-details/"),
]  # fmt: skip
NAMES = {"price", "reduction"}


def make_world() -> dict[str, int]:
    if not BankDetails.objects.exists():
        world_bank.in_force()
        world_bank.entered(iban=world_bank.OTHER_IBAN)
        world_bank.entered(world.carla(), iban=world_bank.OTHER_IBAN)
    return {}
