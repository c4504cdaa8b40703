"""The portal's home: what to do next, who we are, what happened."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse

from kanaal.core.pages import page
from kanaal.partners.doors import contact_page, partner_of
from kanaal.partners.models import Contact
from kanaal.partners.policy import ContactsPolicy
from kanaal.partners.queries import contacts_seen_by, events_about, invitations_seen_by, primary_of
from kanaal.partners.rooms import doorways
from kanaal.partners.views.entries import entries
from kanaal.portal.steps import next_steps
from kanaal.programme.policies import policy


@contact_page
def portal_home(request: Any) -> HttpResponse:
    partner, actor = partner_of(request), request.actor
    waiting = list(invitations_seen_by(actor).filter(partner=partner, state="open").order_by("until")[:20])
    colleagues = contacts_seen_by(actor).filter(partner=partner, active=True)[:3].count()
    return page(
        request,
        "portal/home.html",
        partner=partner,
        primary=primary_of(partner),
        primary_kind=policy(ContactsPolicy).kind(Contact.Kind.PRIMARY).name,
        steps=list(next_steps(actor, partner, waiting, colleagues)),
        doorways=doorways(actor, partner),
        entries=entries(events_about(partner).order_by("-pk")[:6]),
    )
