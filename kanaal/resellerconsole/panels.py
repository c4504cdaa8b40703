"""What the console adds to pages of lower rooms: on a customer's page the way to an agreement."""

from __future__ import annotations

from django.template.loader import render_to_string

from kanaal.core.actors import Actor
from kanaal.customers.hanging import Panel, account_panel
from kanaal.customers.models import Account
from kanaal.licensing.conditions import console_door
from kanaal.partners.queries import company_of


@account_panel
def way_to_an_agreement(account: Account, actor: Actor) -> Panel | None:
    """For contacts to whom the console is open: what is known of the customer need not be typed again."""
    partner = company_of(actor)
    found = console_door(actor, partner) if partner is not None else None
    if found is None or not found[1].allowed or account.state != "active":
        return None
    html = render_to_string("resellerconsole/account_card.html", {"account": account, "place": found[0].name})
    return Panel(html, order=60)
