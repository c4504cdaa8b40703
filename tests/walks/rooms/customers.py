"""Customers in the walks: looking up and making for who sells, lists and judgement for the desk. What a search shows is
walked in `kanaal/customers/tests/test_pages.py`: finding asks more often than a page may.
"""

from __future__ import annotations

from kanaal.core.actors import CLOCK
from kanaal.customers.actions.duplicates import look_for_duplicates
from kanaal.customers.actions.merging import merge_accounts
from kanaal.customers.duplicates.looking import go_through
from kanaal.customers.models import DuplicatePair
from tests import world, world_accounts

PAGES = [
    ("anna", "/sales/accounts/"), ("anna", "/sales/accounts/?q=a"), ("anna", "/sales/accounts/new/"),
    ("anna", "/sales/accounts/{own_account}/"),
    ("anna", "/sales/accounts/{own_account}/change/"), ("anna", "/sales/accounts/{shared_account}/"),
    ("anna", "/sales/accounts/{shared_account}/change/"), ("anna", "/requests/new/account_change/"),
    ("bo", "/sales/accounts/"), ("fatma", "/sales/accounts/"),
    ("vera", "/desk/accounts/"), ("vera", "/desk/accounts/new/"), ("vera", "/desk/accounts/{shared_account}/"),
    ("vera", "/desk/accounts/{shared_account}/change/"), ("vera", "/desk/accounts/{shared_account}/merge/"),
    ("vera", "/desk/accounts/{shared_account}/merge/?other={own_account}"), ("vera", "/desk/duplicates/"),
    ("vera", "/desk/duplicates/{duplicate}/"), ("vera", "/desk/duplicates/look/"),
    ("auditor", "/desk/accounts/{shared_account}/"), ("auditor", "/desk/duplicates/{duplicate}/"),
]  # fmt: skip
NAMES = {
    "bayerischer", "bayrischer", "bayerisch", "rundfunk", "rundfunkplatz", "münchen", "gemeente", "waterrijk",
    "raadhuisplein", "brugwachter", "ontwerp", "leiden", "zilverreiger", "splink", "waterrijkse", "loket", "filiaal",
}  # fmt: skip


def make_world() -> dict[str, str | int]:
    """A shared account that took in another, one of Lindeboom's own, and two that look alike."""
    shared, own = world_accounts.broadcaster(), world_accounts.brugwachter()
    found = DuplicatePair.objects.order_by("pk").first()
    if found is None:
        desk = world.actor(world.agent(), "staff")
        second = world_accounts.account(world_accounts.BROADCASTER | {"name": "Bayrischer Rundfunk"}, world.maasveld())
        gone = world_accounts.account({"name": "Waterrijkse Loket", "country": "NL", "town": "Waterrijk"})
        merge_accounts(gone, shared, by=desk)
        world_accounts.account({"name": "Filiaal", "country": "NL", "town": "Leiden"}, parent=shared)
        go_through(look_for_duplicates(found_by="finding", by=CLOCK))
        found = DuplicatePair.objects.get(first=shared, second=second)
    return {"shared_account": shared.number, "own_account": own.number, "duplicate": found.pk}
