"""What this module adds to pages of lower ones: one's own opportunities among one's own data (L5), and with a customer;
opportunities hang on customers, so that a merge takes them along.
"""

from __future__ import annotations

from django.template.loader import render_to_string
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from kanaal.core.actors import Actor
from kanaal.core.texts import say
from kanaal.customers.hanging import Panel, account_panel, hangs
from kanaal.customers.models import Account
from kanaal.people import held
from kanaal.people.models import Person
from kanaal.sales.models import CalendarFeed, Opportunity
from kanaal.sales.queries import opportunities_seen_by
from kanaal.sales.tables import desk_table, opportunities_table


def my_opportunities(person: Person) -> held.Section:
    """Every opportunity that a person owns, with what they wrote in it."""
    rows = [
        {"number": o.number, "name": o.name, "state": o.state_label, "made_at": o.made_at}
        | {"next_step": o.next_step, "description": o.description, "close_note": o.close_note}
        for o in Opportunity.objects.filter(owner=person).order_by("-pk")
    ]
    columns = [("number", say(_("Number"))), ("name", say(_("Name"))), ("state", say(_("State")))]
    columns.append(("made_at", say(_("Opened"))))
    return held.Section("opportunities", say(_("Your opportunities")), rows, columns)


def my_calendar_feeds(person: Person) -> held.Section:
    """That there is an address for a calendar; the secret itself is shown on its own page only."""
    found = CalendarFeed.objects.filter(contact__person=person)
    rows = [{"made_at": feed.made_at} for feed in found]
    return held.Section("calendar_feeds", say(_("Addresses of your calendar")), rows, [("made_at", say(_("Made")))])


SHOWN = 10


@account_panel
def opportunities_with(account: Account, actor: Actor) -> Panel | None:
    """The latest of those that the reader may see; nothing is said of others' (D5)."""
    found = opportunities_seen_by(actor).filter(account=account).select_related("account", "owner", "partner")
    rows = list(found.order_by("-id")[:SHOWN])
    if not rows:
        return None
    table = desk_table(rows) if actor.acts_as("staff") else opportunities_table(rows)
    title = gettext("Opportunities") if actor.acts_as("staff") else gettext("Your opportunities with this customer")
    return Panel(render_to_string("sales/account_card.html", {"title": title, "table": table}))


hangs(Opportunity, label=_("opportunities"), partner="partner")
held.SECTIONS.extend([my_opportunities, my_calendar_feeds])
