"""Somebody's dates as a calendar (RFC 5545): expected order days, and the ends of protections."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable

from django.conf import settings
from django.utils.translation import gettext as _
from icalendar import Alarm, Calendar, Event, vDuration

from kanaal.core.links import absolute
from kanaal.sales.models import Opportunity

REFRESH = dt.timedelta(hours=6)
"""How often a calendar is asked to look again."""
BEFORE = dt.timedelta(days=-1)


def calendar_of(opportunities: Iterable[Opportunity], *, title: str) -> bytes:
    """The calendar as a file. The same opportunities make the same bytes: its stamp is when each was last touched."""
    made = Calendar()
    made.add("prodid", "-//Kanaal//Opportunities//EN")
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    made.add("x-wr-calname", title)
    made.add("refresh-interval", vDuration(REFRESH), parameters={"value": "DURATION"})
    made.add("x-published-ttl", vDuration(REFRESH))
    for one in opportunities:
        made.add_component(_day(one, "close", one.close_on, _("Order expected: %(name)s")))
        if one.protected_until is not None:
            ends = _day(one, "protected", one.protected_until, _("Protection ends: %(name)s"))
            ends.add_component(_reminder(str(ends["summary"])))
            made.add_component(ends)
    return bytes(made.to_ical())


def etag_of(content: bytes) -> str:
    return f'"{hashlib.sha256(content).hexdigest()[:32]}"'


def _day(opportunity: Opportunity, what: str, day: dt.date, says: str) -> Event:
    """A whole day, which keeps nobody from being invited elsewhere."""
    entry = Event()
    entry.add("uid", f"{opportunity.number}-{what}@{settings.KANAAL_MAIL_DOMAIN}")
    entry.add("dtstamp", opportunity.touched_at.replace(microsecond=0))
    entry.add("dtstart", day)
    entry.add("dtend", day + dt.timedelta(days=1))
    entry.add("summary", says % {"name": f"{opportunity.name} ({opportunity.account.name})"})
    entry.add("description", opportunity.next_step)
    entry.add("url", absolute("opportunity", opportunity.number))
    entry.add("transp", "TRANSPARENT")
    entry.add("class", "PRIVATE")
    return entry


def _reminder(says: str) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", says)
    alarm.add("trigger", BEFORE)
    return alarm
