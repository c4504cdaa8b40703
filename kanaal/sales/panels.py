"""What this module adds to pages of lower ones: one's own opportunities among one's own data (L5)."""

from __future__ import annotations

from django.utils.translation import gettext_noop as _

from kanaal.core.texts import say
from kanaal.people import held
from kanaal.people.models import Person
from kanaal.sales.models import CalendarFeed, Opportunity


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


held.SECTIONS.extend([my_opportunities, my_calendar_feeds])
