"""The membership's own page: term, window, renewal (P15); and the desk's way to end one."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from kanaal.core import formats, markdown
from kanaal.core.pages import page
from kanaal.partners import permissions
from kanaal.partners.actions.enrolment_submission import terms_key
from kanaal.partners.actions.membership import end_membership, renew_membership
from kanaal.partners.doors import contact_page, partner_of
from kanaal.partners.forms.membership import EndForm, RenewForm
from kanaal.partners.models import Partner
from kanaal.partners.queries import events_about, partners_seen_by, terms_were_accepted
from kanaal.partners.views.entries import entries
from kanaal.people import terms
from kanaal.programme import releases

HISTORY = ("MembershipBegan", "MembershipRenewed", "MembershipReminded", "MembershipEnded", "MembershipReinstated")


@contact_page
def membership(request: Any) -> HttpResponse:
    """Until when, from when it can be renewed, what one keeps; the button, or why not and from when."""
    partner = partner_of(request)
    may_renew = permissions.renew_membership.explain(request.actor, partner)
    asks_terms = may_renew.allowed and not terms_were_accepted(partner)
    form = RenewForm(request.POST or None, initial={"seen": partner.term_ends.isoformat()}, asks_terms=asks_terms)
    if form.is_valid() and form.done(lambda: _renew(request, partner, form.cleaned_data)):
        messages.success(request, _("The membership is renewed."))
        return redirect("membership")
    text = terms.text(terms_key(), release=releases.current(), language=partner.language) if asks_terms else ""
    form.show_terms(terms.digest_of(text) if text else "")
    happened = events_about(partner).filter(name__in=HISTORY).order_by("-pk")[:50]
    return page(
        request,
        "partners/membership.html",
        partner=partner,
        facts=_facts(partner),
        may_renew=may_renew,
        form=form,
        text=markdown.to_html(text) if text else "",
        entries=entries(happened),
    )


def _renew(request: Any, partner: Partner, values: dict[str, Any]) -> Partner:
    browser = request.headers.get("User-Agent", "")
    return renew_membership(partner, by=request.actor, browser=browser, **values)


def end(request: Any, pk: int) -> HttpResponse:
    """The desk ends a membership before its time, with a reason of the programme's list."""
    partner = get_object_or_404(partners_seen_by(request.actor), pk=pk)
    permissions.end_membership.check(request.actor, partner)
    form = EndForm(request.POST or None)
    if form.is_valid() and form.done(lambda: end_membership(partner, by=request.actor, **form.cleaned_data)):
        messages.success(request, _("The membership is ended; the company's contacts are told."))
        return redirect("desk-partner", pk=pk)
    return page(request, "partners/end_membership.html", form=form, partner=partner)


def _facts(partner: Partner) -> list[tuple[Any, Any]]:
    opens, closes = permissions.renewal_window_of(partner)
    return [
        (_("Membership ID"), partner.number),
        (_("Level"), partner.level_name),
        (_("Member since"), formats.date(partner.member_since)),
        (_("Last day of the term"), formats.date(partner.term_ends)),
        (_("Can be renewed from"), formats.date(opens)),
        (_("Can be renewed until"), formats.date(closes)),
        (_("Access ends after"), formats.date(max(closes, partner.term_ends, dt.date.min))),
    ]
