"""The address under which somebody's calendar fetches their dates: made, made anew, taken away."""

from __future__ import annotations

from django.db import transaction

from kanaal.core import clock
from kanaal.core.actors import Actor
from kanaal.core.events import record
from kanaal.partners.models import Contact, Partner
from kanaal.sales import permissions
from kanaal.sales.events import CalendarFeedEnded, CalendarFeedMade
from kanaal.sales.models import CalendarFeed, new_feed_token


@transaction.atomic
def make_calendar_feed(contact: Contact, *, by: Actor) -> CalendarFeed:
    """A new secret address; the one before it is worth nothing from now on."""
    partner = Partner.locked(contact.partner_id)
    permissions.make_calendar_feed.check(by, partner)
    values = {"token": new_feed_token(), "made_at": clock.now()}
    feed, _made = CalendarFeed.objects.update_or_create(contact=contact, defaults=values)
    record(CalendarFeedMade(contact_id=contact.pk), about=contact, by=by, person_id=contact.person_id)
    return feed


@transaction.atomic
def end_calendar_feed(contact: Contact, *, by: Actor) -> bool:
    """Take the address away; answers whether there was one."""
    partner = Partner.locked(contact.partner_id)
    permissions.end_calendar_feed.check(by, partner)
    gone, _rows = CalendarFeed.objects.filter(contact=contact).delete()
    if gone:
        record(CalendarFeedEnded(contact_id=contact.pk), about=contact, by=by, person_id=contact.person_id)
    return bool(gone)
