"""Deal registration in the walks: Carla's registrations in each state, a rival's, and the desk's pages."""

from __future__ import annotations

from kanaal.core import clock
from kanaal.deals.actions.beside import mark_named_account, name_delegate
from kanaal.deals.actions.desk import ask_about_registration, take_registration
from kanaal.deals.models import Registration
from tests import world, world_deals, world_sales

MINE, DESK = "/sales/registrations/{%s}/", "/desk/registrations/{%s}/"
PAGES = [
    *(("carla", MINE % one) for one in ("approved", "declined", "reviewed", "asked")),
    ("carla", "/sales/registrations/{asked}/answer/"), ("carla", "/sales/opportunities/{draft_deal}/register/"),
    ("carla", "/sales/availability/"), ("nobody", "/receipts/verify/"),
    ("vera", "/desk/registrations/"), ("vera", "/desk/registrations/?state=declined"),
    *(("vera", DESK % one) for one in ("approved", "declined", "reviewed", "asked")),
    ("vera", "/desk/registrations/{reviewed}/question/"), ("vera", "/desk/registrations/{reviewed}/approval/"),
    ("vera", "/desk/registrations/{reviewed}/refusal/"), ("vera", "/desk/registrations/{declined}/reversal/"),
    ("vera", "/desk/registrations/{approved}/extension/"), ("vera", "/desk/deals/figures/"),
    ("vera", "/desk/deals/absences/"), ("vera", "/desk/deals/named-accounts/"), ("vera", "/desk/deals/availability/"),
    ("auditor", "/desk/registrations/{reviewed}/"),
]  # fmt: skip
PUBLIC = ["verify-receipt", "receipt-keys", "receipt-key"]
NAMES = {
    "omroep", "waterrijk", "oudwater", "gemeente", "hilversum", "acrobat", "newsroom", "for", "the", "weverij",
    "digitaal", "wim", "weverij-digitaal", "hogeschool", "zuid", "krant", "noord", "museum", "west", "json", "csv",
    "overeenkomst", "draft",
    *(word for text in world_deals.ANSWERS.values() for word in text.lower().replace(".", " ").replace(",", " ")
      .replace(";", " ").replace(":", " ").split()),
}  # fmt: skip


def make_world() -> dict[str, str]:
    """Approved, declined for a rival's sake, in review, asked, and a draft; somebody is away."""
    known = {one.content.get("name"): one for one in Registration.objects.order_by("pk")}
    if "approved" not in known:
        _make()
        known = {one.content.get("name"): one for one in Registration.objects.order_by("pk")}
    draft = Registration.objects.get(state="draft")
    names = ("approved", "declined", "reviewed", "asked")
    return {name: known[name].number for name in names} | {"draft_deal": draft.opportunity.number}


def _make() -> None:
    carla, ivo, vera = world.carla(), world.agent(), world.vera()
    staff = world.actor(ivo, "staff")
    wim = world._contact(
        world.company("Weverij Digitaal", world.GOLD, "weverij-digitaal.nl"),
        "wim@weverij-digitaal.nl",
        "Wim",
        "primary",
    )
    world_deals.handed_in(wim)
    world_deals.handed_in(carla, name="declined")
    world_deals.handed_in(carla, name="approved", account=world_sales.customer("Gemeente Oudwater"))
    thin = {"done": "Offerte besproken."}
    reviewed = world_deals.with_the_desk(
        carla, name="reviewed", account=world_sales.customer("Hogeschool Zuid"), answers=thin
    )
    asked = world_deals.with_the_desk(carla, name="asked", account=world_sales.customer("Krant Noord"))
    take_registration(reviewed, by=staff)
    ask_about_registration(asked, fields=["done"], question="Overeenkomst?", by=staff)
    museum = world_sales.customer("Museum West")
    world_deals.draft(world_sales.opportunity(carla, name="draft", account=museum), value="")
    mark_named_account(museum, word="Overeenkomst", by=staff)
    name_delegate(ivo, delegate=vera, starts=clock.today(), ends=clock.today(), by=staff)
