"""Contracts on the walks: one that grows, one in its gap, an order that was cancelled, requests that wait."""

from __future__ import annotations

from kanaal.contracts.actions.orders import cancel_contract_order
from kanaal.contracts.models import Contract, ContractOrder
from kanaal.helpdesk.actions import ask_request
from kanaal.helpdesk.models import Request
from tests import world, world_accounts
from tests.world_contracts import affiliate, contract, days, joined, mails_named, ordered
from tests.world_contracts import dirk as acting_dirk
from tests.world_licences import dirk

WATERBOUW = "waterbouw@zuiderdiep.example"
PUBLIC = {"object-by-link"}
PAGES = [
    ("anna", "/contracts/"), ("anna", "/contracts/?q=sluiswerk&state=all"), ("anna", "/contracts/?state=ending"),
    ("anna", "/contracts/{contract}/"), ("anna", "/contracts/{contract_in_gap}/"), ("fatma", "/contracts/"),
    ("anna", "/contracts/{contract}/orders/"), ("wim", "/contracts/{contract}/payments/"),
    ("anna", "/contracts/{contract}/history/"), ("dirk", "/contracts/{contract}/orders/"),
    ("anna", "/contracts/{contract}/affiliates/"), ("anna", "/contracts/{contract}/affiliates/{contract_member}/end/"),
    ("anna", "/licence-orders/{contract_order}/"), ("anna", "/requests/new/contract_administrator/"),
    ("anna", "/requests/new/contract_payment/"), ("anna", "/requests/new/agreement_administrator/"),
    ("wim", "/contract/"), ("wim", "/requests/new/own_contract_administrator/"),
    ("wim", "/requests/new/own_contract_payment/"), ("eva", "/contract/"),
    ("dirk", "/distribution/licence-orders/"), ("dirk", "/distribution/licence-orders/?q=DN-2"),
    ("dirk", "/distribution/licence-orders/new/"), ("dirk", "/distribution/contracts/new/"),
    ("dirk", "/licence-orders/{contract_order}/"), ("dirk", "/licence-orders/{contract_order}/correct/"),
    ("dirk", "/licence-orders/{contract_order}/cancel/"), ("dirk", "/licence-orders/{cancelled_order}/"),
    ("dirk", "/contracts/{contract_in_gap}/"), ("dirk", "/contracts/{contract_in_gap}/renewal/"),
    ("vera", "/desk/contracts/"), ("vera", "/desk/contracts/?q=DN-2"), ("vera", "/desk/contracts/orders/"),
    ("vera", "/contracts/{contract}/"), ("vera", "/contracts/{contract_in_gap}/"),
    ("auditor", "/contracts/{contract}/"),
    ("vera", "/requests/{contract_request}/"), ("vera", "/desk/figures/contracts/"),
    ("nobody", "{authorise_link}"), ("nobody", "{object_link}"),
]  # fmt: skip
NAMES = {
    "sluiswerk", "engineering", "groep", "bruggen", "waterbouw", "advies", "gorinchem", "dordrecht", "wim", "verhagen",
    "noor", "dekker", "ans", "bakker", "zuiderdiep", "dn", "clp", "lo", "contract", "customer", "reseller",
    "ordered_by", "ordered_on", "po_number", "amount", "perp", "orders",
}  # fmt: skip


def make_world() -> dict[str, str]:
    """A contract with two affiliates near its next level; one that has ended and can be renewed; a request about it."""
    dirk(), world.wim()
    if not Contract.objects.exists():
        mine = contract(ago=200, payment="quarterly")
        joined(mine), joined(mine, 1)
        ordered(mine, 336, "DN-2", ago=90, account=affiliate())
        gone = ordered(mine, 4, "DN-3", ago=30, po_number="PO-7")
        cancel_contract_order(gone, on=days(20), why="Verkeerd besteld.", by=acting_dirk())
        gap = contract(account=world_accounts.waterrijk(), number="DN-20", ago=740, admin_email=WATERBOUW)
        ordered(gap, 8, "DN-21", ago=3, account=world_accounts.waterrijk())
        values = {
            "number": mine.number, "email": "noor.dekker@sluiswerk.example", "name": "Noor Dekker", "left": True,
            "authoriser_email": "ans.bakker@sluiswerk.example", "authoriser_name": "Ans Bakker",
        }  # fmt: skip
        ask_request("contract_administrator", values=values, reason="", by=world.actor(world.anna(), "contact"))
    mine, gap = Contract.objects.order_by("pk")
    orders = dict(ContractOrder.objects.values_list("distributor_number", "number"))
    return {
        "contract": mine.number,
        "contract_in_gap": gap.number,
        "contract_member": str(mine.members.filter(affiliate=True).earliest("pk").pk),
        "contract_order": orders["DN-2"],
        "cancelled_order": orders["DN-3"],
        "contract_request": str(Request.objects.get(kind="contract_administrator").pk),
        "authorise_link": world.link_in(mails_named("authorisation_asked")[-1]),
        "object_link": world.link_in(mails_named("objection_offered")[-1]),
    }
