"""The company's own pages: its profile, and what happened (L4)."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from kanaal.core import clock, formats
from kanaal.core.pages import page
from kanaal.core.paging import paged
from kanaal.partners import permissions, rules
from kanaal.partners.actions.company import change_company_profile
from kanaal.partners.doors import contact_page, partner_of
from kanaal.partners.forms.company import LABELS, CompanyForm
from kanaal.partners.models import Partner
from kanaal.partners.policy import LevelsPolicy, MembershipPolicy
from kanaal.partners.queries import events_about
from kanaal.partners.views.entries import entries
from kanaal.programme.policies import policy
from kanaal.programme.policy import ProgrammePolicy


@contact_page
def company(request: Any) -> HttpResponse:
    """Who we are in the programme: profile, membership, level and what it needs."""
    partner = partner_of(request)
    levels = policy(LevelsPolicy)
    level = levels.get(partner.level)
    return page(
        request,
        "partners/company.html",
        partner=partner,
        facts=_facts(partner),
        membership=_membership(partner),
        may_renew=permissions.renew_membership.explain(request.actor, partner),
        window=_window(partner),
        support_email=policy(ProgrammePolicy).support_email,
        level=level,
        needs=levels.needs_of(level) if level else (),
        above=levels.above(level)[:1] if level else (),
        may_change=permissions.change_company_profile.explain(request.actor, partner),
    )


@contact_page
def change_company(request: Any) -> HttpResponse:
    partner = partner_of(request)
    permissions.change_company_profile.check(request.actor, partner)
    form = CompanyForm(request.POST or None, partner=partner)
    if form.is_valid() and form.done(
        lambda: change_company_profile(partner, values=form.cleaned_data, by=request.actor)
    ):
        messages.success(request, _("The company profile is saved."))
        return redirect("company")
    form.add_fault()
    return page(request, "partners/company_change.html", form=form, partner=partner)


@contact_page
def company_timeline(request: Any) -> HttpResponse:
    """Who did what, when and on whose behalf (L4)."""
    found = paged(events_about(partner_of(request)), request.GET, by=("-pk",), size=50)
    return page(request, "partners/timeline.html", events=found, entries=entries(found.rows))


def _facts(partner: Partner) -> list[tuple[Any, Any]]:
    domains = ", ".join(partner.domains.order_by("is_branch", "domain").values_list("domain", flat=True))
    return [
        (LABELS["street"], partner.street),
        (LABELS["postal_code"], partner.postal_code),
        (LABELS["city"], partner.city),
        (_("Country"), formats.country(partner.country)),
        (LABELS["vat_number"], partner.vat_number),
        (LABELS["register_number"], partner.register_number),
        (LABELS["website"], partner.website),
        (LABELS["phone"], partner.phone),
        (_("E-mail domains"), domains or _("none: the helpdesk lets each person in")),
    ]


def _window(partner: Partner) -> dict[str, Any]:
    """When the membership can be renewed, and whether that is now (P15)."""
    rule = policy(MembershipPolicy)
    opens, closes = rules.renewal_window(partner.term_ends, rule.window_before_days, rule.window_after_days)
    return {"opens": opens, "closes": closes, "is_open": opens <= clock.today() <= closes}


def _membership(partner: Partner) -> list[tuple[Any, Any]]:
    return [
        (_("Membership ID"), partner.number),
        (_("Level"), partner.level_name),
        (_("Member since"), formats.date(partner.member_since)),
        (_("Membership until"), formats.date(partner.term_ends)),
    ]
