"""Questions about invitations of customers, and about who uses the Reseller Console."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Q, QuerySet

from kanaal.core import clock
from kanaal.core.models import Event
from kanaal.licensing.models import CustomerInvitation
from kanaal.licensing.queries import admitted_by_kind
from kanaal.partners.models import Contact, Partner


def invitations_with_partner() -> QuerySet[CustomerInvitation]:
    """Invitations with what their page shows. Whoever asks has the link, or is the one who is invited."""
    return CustomerInvitation.objects.select_related("partner", "contact__person", "agreement")


def invitations_waiting_for(addresses: Iterable[str]) -> QuerySet[CustomerInvitation]:
    """What waits for the owner of verified addresses; ask this only on behalf of that owner."""
    waiting = invitations_with_partner().filter(email__in=list(addresses), state="open", until__gte=clock.today())
    return waiting.order_by("-pk")


def invitations_listed(partner: Partner, chosen: Mapping[str, Any]) -> QuerySet[CustomerInvitation]:
    """A company's invitations, narrowed by words, state (`taken`: it needs another name) and the file they came in."""
    found = CustomerInvitation.objects.filter(partner=partner).select_related("agreement")
    if words := chosen.get("q"):
        found = found.filter(Q(name__icontains=words) | Q(number__iexact=words) | Q(email__icontains=words))
    state = chosen.get("state")
    if state == "taken":
        found = found.filter(state="open", taken_at__isnull=False)
    elif state:
        found = found.filter(state=state)
    return found.filter(batch=chosen["batch"]) if chosen.get("batch") else found


def events_about_invitation(invitation: CustomerInvitation) -> QuerySet[Event]:
    found = Event.objects.filter(about_kind=CustomerInvitation._meta.label_lower, about_id=invitation.pk)
    return found.select_related("personal").order_by("-pk")


def colleagues_of(partner: Partner) -> QuerySet[Contact]:
    """Who acts for a company and has an ID, with their appointment to the console if they have one."""
    found = partner.contacts.filter(active=True, person__isnull=False)
    return found.select_related("console_appointment").order_by("name", "pk")


def console_people(partner: Partner) -> tuple[list[Contact], list[Contact]]:
    """Who can use the console at a company, and who could be appointed to it."""
    inside: list[Contact] = []
    outside: list[Contact] = []
    for contact in colleagues_of(partner):
        admitted = admitted_by_kind(contact) or hasattr(contact, "console_appointment")
        (inside if admitted else outside).append(contact)
    return inside, outside


def heir_of(leaver: Contact, named: int | None) -> Contact | None:
    """Who looks after the customers of somebody who left: whom they named, if the console is open to them, else the
    primary contact.
    """
    heirs, _others = console_people(leaver.partner)
    others = [one for one in heirs if one.pk != leaver.pk]
    chosen = next((one for one in others if one.pk == named), None)
    return chosen or next((one for one in others if one.kind == Contact.Kind.PRIMARY), None)
