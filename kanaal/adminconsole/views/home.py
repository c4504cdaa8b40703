"""The console's first page, a product's page, and what happened."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from kanaal.adminconsole.doors import agreement_of, console_admin_page
from kanaal.adminconsole.shown import overview
from kanaal.adminconsole.tables import holders_table
from kanaal.core import formats
from kanaal.core.models import Event
from kanaal.core.pages import page
from kanaal.core.paging import paged
from kanaal.licensing import access
from kanaal.licensing.models import Agreement, Assignment, LicenceUser
from kanaal.licensing.payment import payment_of
from kanaal.people.history import entries


@console_admin_page
def home(request: Any) -> HttpResponse:
    """What we have, until when, whom to call, and what to do next (V13)."""
    return page(request, "adminconsole/home.html", **overview(agreement_of(request)))


@console_admin_page
def payment(request: Any) -> HttpResponse:
    """Which licences, who is without, both ways out, who was told when (V4, V6)."""
    agreement = agreement_of(request)
    found = payment_of(agreement, for_role="customer", known=access.known_of(agreement, users=True))
    return page(request, "adminconsole/payment.html", agreement=agreement, payment=found)


@dataclass(frozen=True)
class Holder:
    """A line of a product's page."""

    user: LicenceUser
    since: Any
    how: str
    without: Any

    @property
    def user_id(self) -> int:
        return self.user.pk

    @property
    def address(self) -> str:
        return self.user.email if self.user.email != str(self.user) else ""


@console_admin_page
def licence(request: Any, sku: str) -> HttpResponse:
    """Who has a product; who can't use it and since when; in which order it would be lost."""
    agreement = agreement_of(request)
    known = access.known_of(agreement)
    found = next((one for one in access.access_of(agreement, known) if one.sku == sku), None)
    if found is None:
        raise Http404
    given = Assignment.objects.filter(agreement=agreement, sku=sku, until=None).select_related("user")
    rows = paged(given, request.GET, by=("-since", "-pk"))
    lost = {one.user_id: one.since for one in found.without}
    holders = [Holder(one.user, one.since, one.get_source_display(), lost.get(one.user_id)) for one in rows.rows]
    return page(
        request,
        "adminconsole/licence.html",
        one=found,
        rows=rows,
        table=holders_table(holders),
        loses=_loses(known),
        facts=_numbers(found),
    )


def _numbers(one: access.Access) -> list[tuple[str, str]]:
    held = one.holding
    rows = [
        (_("Ordered"), held.ordered),
        (_("In use, to be ordered"), held.pending),
        (_("Overdue"), held.overdue),
        (_("Suspended: can't be used"), held.suspended),
        (_("Expired, to be renewed"), held.past_due),
        (_("Given out"), one.given),
        (_("Free"), one.free),
    ]
    return [(label, formats.number(value)) for label, value in rows]


def _loses(known: access.Known) -> str:
    if known.terms.loses_first == "last-assigned":
        return _("If there are too few, whoever was given theirs last loses access first, and has it back last.")
    return _("If there are too few, whoever was given theirs first loses access first, and has it back last.")


@console_admin_page
def timeline(request: Any) -> HttpResponse:
    """Who did what with the agreement, newest first (L4)."""
    kind = Agreement._meta.label_lower
    found = Event.objects.filter(about_kind=kind, about_id=agreement_of(request).pk).select_related("personal")
    rows = paged(found, request.GET, by=("-pk",))
    return page(request, "adminconsole/timeline.html", rows=rows, entries=entries(rows.rows))
