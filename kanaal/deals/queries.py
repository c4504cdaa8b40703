"""Questions about registrations. Whoever may not know that one exists gets an empty answer."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import Count, Max, Q, QuerySet

from kanaal.core import clock
from kanaal.core.actors import Actor
from kanaal.core.models import Event
from kanaal.deals.models import AvailabilityCheck, DeskAbsence, NamedAccount, Registration, RegistrationConflict
from kanaal.partners.models import Partner
from kanaal.people.models import Person, StaffRole
from kanaal.sales.models import Opportunity
from kanaal.sales.queries import opportunities_at, opportunities_seen_by

RELATED = ("opportunity__owner", "opportunity__account", "partner", "account", "agent", "decided_by")


def registrations_seen_by(actor: Actor) -> QuerySet[Registration]:
    """Staff see all; whoever sees an opportunity sees its registrations."""
    if actor.acts_as("staff"):
        return Registration.objects.all()
    return Registration.objects.filter(opportunity__in=opportunities_seen_by(actor))


def registrations_at(partner: Partner, actor: Actor) -> QuerySet[Registration]:
    """The same for a contact whose company is in hand; asks nothing that is known already."""
    return Registration.objects.filter(opportunity__in=opportunities_at(partner, actor))


def latest_of(opportunity: Opportunity) -> Registration | None:
    """The registration that counts: the live one, else the last there was."""
    return opportunity.registrations.select_related("agent").order_by("-pk").first()


def live_of(opportunity: Opportunity) -> Registration | None:
    return opportunity.registrations.filter(state__in=Registration.LIVE).first()


def events_about(registration: Registration) -> QuerySet[Event]:
    found = Event.objects.filter(about_kind=Registration._meta.label_lower, about_id=registration.pk)
    return found.select_related("personal").order_by("-id")


def conflicts_of(registration: Registration) -> list[RegistrationConflict]:
    """What stood in its way, then what it stands in the way of; with both sides in hand."""
    found = RegistrationConflict.objects.filter(Q(later=registration) | Q(earlier=registration))
    sides = [f"{side}__{one}" for side in ("later", "earlier") for one in ("partner", "account", "opportunity__owner")]
    rows = found.select_related(*sides).order_by("pk")[:20]
    return sorted(rows, key=lambda row: row.later_id != registration.pk)


# --- the desk


def queue(chosen: Mapping[str, Any]) -> QuerySet[Registration]:
    """Registrations by `state` (in review, unless said otherwise), `region`, `agent` (an id, `nobody`), and `late`."""
    found = Registration.objects.filter(state=chosen.get("state") or "submitted")
    if region := chosen.get("region"):
        found = found.filter(region=region)
    if agent := chosen.get("agent"):
        found = found.filter(agent=None) if agent == "nobody" else found.filter(agent=int(agent))
    if chosen.get("late"):
        found = found.filter(promised_at__lt=clock.now())
    if words := chosen.get("q", "").strip():
        named = Q(account__name__icontains=words) | Q(partner__name__icontains=words)
        found = found.filter(Q(number__istartswith=words) | named)
    return found.select_related("partner", "account", "agent", "opportunity")


def order_of(chosen: Mapping[str, Any]) -> tuple[str, ...]:
    """The first promised first; what has no promise any more, the newest first."""
    return ("promised_at", "pk") if (chosen.get("state") or "submitted") == "submitted" else ("-pk",)


def waiting() -> QuerySet[Registration]:
    """What the desk has to decide."""
    return Registration.objects.filter(state="submitted").order_by("promised_at", "pk")


def deciders() -> list[Person]:
    """Who decides registrations: agents and managers, by name."""
    held = StaffRole.objects.filter(active=True, kind__in=("manager", "agent"), person__erased_at=None)
    return list(Person.objects.filter(pk__in=held.values("person")).order_by("name", "pk"))


def absences(*, since: dt.date) -> QuerySet[DeskAbsence]:
    found = DeskAbsence.objects.filter(ends__gte=since).select_related("person", "delegate")
    return found.order_by("starts", "pk")


def named_accounts() -> QuerySet[NamedAccount]:
    return NamedAccount.objects.select_related("account", "marked_by").order_by("-pk")


def askers(days: int, most: int = 50) -> Sequence[Mapping[str, Any]]:
    """Who asked how often whether a registration would be free, the most first; how much of it was the same twice."""
    since = clock.now() - dt.timedelta(days=days)
    found = AvailabilityCheck.objects.filter(at__gt=since).values("partner__number", "partner__name", "person__name")
    counted = found.annotate(
        times=Count("pk"),
        different=Count("digest", distinct=True),
        taken=Count("pk", filter=Q(answer="not_free")),
        last=Max("at"),
    )
    return list(counted.order_by("-times", "partner__number", "person__name")[:most])
