"""Partners for the vendor's staff: finding one, and all that is known of it."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from kanaal.core import clock, formats
from kanaal.core.pages import page
from kanaal.core.paging import paged
from kanaal.desk import queries
from kanaal.desk.doors import staff_page
from kanaal.desk.forms import PartnerSearch, StoryFilters
from kanaal.desk.story import story, strands_for, years_of
from kanaal.desk.tables import contacts_table, partners_table
from kanaal.partners import permissions
from kanaal.partners.models import Partner
from kanaal.partners.queries import partners_seen_by


@staff_page
def partner_list(request: Any) -> HttpResponse:
    found = queries.partners(request.actor, request.GET.get("q", ""))
    rows = paged(found, request.GET, by=("name", "pk"))
    return page(
        request,
        "desk/partners.html",
        filters=PartnerSearch(request.GET),
        rows=rows,
        table=partners_table(rows.rows),
        total=queries.counted(found),
    )


@staff_page
def partner(request: Any, pk: int) -> HttpResponse:
    """A company: its membership, its people, what happened. Staff may look through a contact's eyes from here."""
    one = get_object_or_404(queries.with_domains(partners_seen_by(request.actor)), pk=pk)
    contacts = list(one.contacts.order_by("-active", "name", "pk")[:200])
    filters = StoryFilters(request.GET, years=years_of(one, clock.today()), strands=strands_for(request.actor))
    told = story(one, request.actor, request.GET, **filters.asked)
    return page(
        request,
        "desk/partner.html",
        partner=one,
        facts=_facts(one),
        contacts=contacts,
        table=contacts_table(contacts, view_as="view-as"),
        may_end=permissions.end_membership.explain(request.actor, one),
        enrolment=queries.enrolment_of(one),
        filters=filters,
        told=told,
    )


def _facts(one: Partner) -> list[tuple[str, Any]]:
    domains = ", ".join(sorted((getattr(one, "all_domains", "") or "").split()))
    return [
        (_("Level"), one.level_name),
        (_("State"), one.state_label),
        (_("Member since"), formats.date(one.member_since)),
        (_("Membership until"), formats.date(one.term_ends)),
        (_("Street and number"), one.street),
        (_("Postal code"), one.postal_code),
        (_("Town"), one.city),
        (_("Country"), formats.country(one.country)),
        (_("VAT number"), one.vat_number),
        (_("Trade register number"), one.register_number),
        (_("Website"), one.website),
        (_("Telephone"), one.phone),
        (_("E-mail domains"), domains),
    ]
