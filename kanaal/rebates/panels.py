"""What rebates add to lower rooms: the room behind the programme's place; what a deal was paid, on the deal (D9)."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.template.loader import render_to_string
from django.utils.translation import gettext_noop as _

from kanaal.core import formats
from kanaal.core.actors import Actor
from kanaal.core.texts import say
from kanaal.partners.models import Contact
from kanaal.partners.queries import contact_of
from kanaal.partners.rooms import ROOMS
from kanaal.rebates import queries_partner
from kanaal.rebates.permissions_partner import MODULE
from kanaal.sales.hooks import JOINED, Panel, opportunity_panel
from kanaal.sales.models import Opportunity

ROOMS[MODULE] = "rebates-home"
ANY = "any_rebate"
JOINED[ANY] = queries_partner.any_given
NOTHING = queries_partner.GivenTo([], [])


@opportunity_panel
def paid_for_it(opportunity: Opportunity, actor: Actor) -> Panel | None:
    """What closed cycles gave for the deal, cycle by cycle, with what it is to the customer as a whole (D9)."""
    if opportunity.state != "booked":
        return None
    given = queries_partner.given_for(opportunity) if getattr(opportunity, ANY, True) else NOTHING
    rows = given.rows
    mine = contact_of(actor, opportunity.partner) if actor.acts_as("contact") else None
    opens = mine is not None and mine.active and mine.kind == Contact.Kind.PRIMARY
    context: dict[str, Any] = {
        "rows": rows, "opens": opens, "staff": actor.acts_as("staff"),
        "total": sum((one.given for one in rows), Decimal(0)),
        "currency": rows[0].currency if rows else opportunity.currency,
        "customer": opportunity.account.name,
        "of_customer": given.of_customer if rows else [],
    }  # fmt: skip
    context["bars"] = [
        (key, max(whole, Decimal(0)), formats.money(whole, context["currency"]))
        for key, whole in context["of_customer"]
    ]
    return Panel(say(_("Rebates")), "banknote", render_to_string("rebates/deal_card.html", context), order=30)
