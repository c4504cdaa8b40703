"""One's dates in one's own calendar: the page that makes the address, and what stands behind it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import translation
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from kanaal.core import limits
from kanaal.core.actors import Actor, Role
from kanaal.core.links import absolute
from kanaal.core.pages import page
from kanaal.partners.doors import partner_of
from kanaal.partners.queries import remember_contact
from kanaal.people.visitors import address_of
from kanaal.sales import permissions
from kanaal.sales.actions.calendar import end_calendar_feed, make_calendar_feed
from kanaal.sales.doors import sales_page
from kanaal.sales.models import CalendarFeed
from kanaal.sales.queries import in_calendar

# A calendar looks a few times an hour at most; whoever tries tokens tries many.
FEED_LIMIT = limits.Limit(times=240, seconds=3600)


@sales_page
def calendar(request: Any) -> HttpResponse:
    """The address, and what it shows; made anew when it has fallen into other hands."""
    feed = CalendarFeed.objects.filter(contact=request.subject).first()
    return page(
        request,
        "sales/calendar.html",
        feed=feed,
        address=absolute("calendar-feed", feed.token) if feed else "",
        may_make=permissions.make_calendar_feed.explain(request.actor, partner_of(request)),
    )


@require_POST
@sales_page
def make(request: Any) -> HttpResponse:
    make_calendar_feed(request.subject, by=request.actor)
    messages.success(request, gettext("The address is ready. Give it to your calendar, and to nobody else."))
    return redirect("sales-calendar")


@require_POST
@sales_page
def end(request: Any) -> HttpResponse:
    end_calendar_feed(request.subject, by=request.actor)
    messages.success(request, gettext("The address was taken away; calendars that had it get nothing any more."))
    return redirect("sales-calendar")


@require_safe
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """What a calendar fetches, by the secret in its address alone: only while its owner may look themselves."""
    from kanaal.sales.ics import calendar_of, etag_of  # noqa: PLC0415 - the library is slow to read, and seldom asked

    limits.spend("calendar_feed", FEED_LIMIT, address_of(request))
    found = CalendarFeed.objects.select_related("contact__partner", "contact__person").filter(token=token).first()
    actor = _owner_of(found) if found else None
    if found is None or actor is None:
        raise Http404
    contact = found.contact
    with translation.override(contact.person.language if contact.person else None):
        content = calendar_of(in_calendar(contact), title=str(_title()))
    answer = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    answer["ETag"] = etag_of(content)
    answer["Cache-Control"] = "private, max-age=0, must-revalidate"
    answer["Content-Disposition"] = 'inline; filename="opportunities.ics"'
    return _unchanged(request, answer)


def _title() -> object:
    place = permissions.sales_place()
    return place.name if place else gettext("Opportunities")


def _unchanged(request: HttpRequest, answer: HttpResponse) -> HttpResponse:
    """304 for a calendar that has it already (RFC 9110)."""
    known = {tag.strip().removeprefix("W/") for tag in request.headers.get("If-None-Match", "").split(",")}
    if answer["ETag"] not in known:
        return answer
    short = HttpResponse(status=304)
    short["ETag"], short["Cache-Control"] = answer["ETag"], answer["Cache-Control"]
    return short


def _owner_of(feed: CalendarFeed) -> Actor | None:
    """Whoever made it, as long as they would be let in with a seat of their own."""
    contact = feed.contact
    if contact.person is None or not contact.active:
        return None
    person, role = contact.person, Role("contact", contact.pk)
    actor = Actor("person", person.pk, str(person), person.email, role)
    return actor if permissions.enter_sales.allows(actor, remember_contact(contact)) else None
