"""Questions about opportunities. Whoever may not know that one exists gets an empty answer (D3)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db.models import Count, Q, QuerySet

from kanaal.core import clock
from kanaal.core.actors import Actor
from kanaal.core.models import Event
from kanaal.customers.models import Account
from kanaal.customers.queries import accounts_seen_by
from kanaal.partners.models import Contact, Partner
from kanaal.partners.queries import company_of, contact_of
from kanaal.programme.policies import policy
from kanaal.sales import permissions
from kanaal.sales.models import Opportunity, SalesOrder, order_key
from kanaal.sales.policy import SalesPolicy

RELATED = ("account", "owner", "partner")


def opportunities_seen_by(actor: Actor) -> QuerySet[Opportunity]:
    """Staff see all. A contact with a seat sees their own; the primary contact the company's where the pack says so."""
    if actor.acts_as("staff"):
        return Opportunity.objects.all()
    partner = company_of(actor)
    return opportunities_at(partner, actor) if partner else Opportunity.objects.none()


def opportunities_at(partner: Partner, actor: Actor) -> QuerySet[Opportunity]:
    """The same for a contact whose company is in hand; asks nothing that is known already."""
    mine = contact_of(actor, partner)
    if mine is None or not mine.active:
        return Opportunity.objects.none()
    if sees_all(mine):
        return Opportunity.objects.filter(partner=partner)
    if permissions.needs_seat() and mine.seat_since is None:
        return Opportunity.objects.none()
    return Opportunity.objects.filter(partner=partner, owner_id=actor.person_id)


def sees_all(contact: Contact) -> bool:
    """The primary contact, where the programme lets them see what all colleagues have in hand."""
    return contact.kind == Contact.Kind.PRIMARY and policy(SalesPolicy).primary_sees_all


def accounts_for(actor: Actor) -> QuerySet[Account]:
    """The customers whom an opportunity can be about: those that the actor sees, as they are now."""
    return accounts_seen_by(actor).filter(state="active")


def colleagues_for(partner: Partner, *, but: int | None = None) -> QuerySet[Contact]:
    """To whom opportunities can be handed: active contacts with an ID who may work on them."""
    found = partner.contacts.filter(active=True, person__isnull=False).exclude(person_id=but or 0)
    if permissions.needs_seat():
        found = found.filter(seat_since__isnull=False)
    return found.select_related("person").order_by("name", "pk")


def events_about(opportunity: Opportunity) -> QuerySet[Event]:
    found = Event.objects.filter(about_kind=Opportunity._meta.label_lower, about_id=opportunity.pk)
    return found.select_related("personal").order_by("-id")


# --- lists


def listed(found: QuerySet[Opportunity], chosen: Mapping[str, Any]) -> QuerySet[Opportunity]:
    """As the filters of the list narrow it: `state`, `stage`, `only` (`soon`, `passed`), and `q` for words."""
    if words := chosen.get("q", "").strip():
        found = found.filter(_named(words))
    if state := chosen.get("state"):
        found = found.filter(state=state)
    if stage := chosen.get("stage"):
        found = found.filter(stage=stage)
    if chosen.get("only") == "soon":
        found = ending_soon(found)
    if chosen.get("only") == "passed":
        found = day_passed(found)
    return found.select_related("account", "owner")


def _named(words: str) -> Q:
    """By number, else among the names of opportunities and customers."""
    named = Q(name__icontains=words) | Q(account__name__icontains=words)
    return Q(number__istartswith=words) | named if words[0].isalnum() else named


def ending_soon(found: QuerySet[Opportunity]) -> QuerySet[Opportunity]:
    """Open ones whose protection ends within the programme's `soon_days`."""
    today = clock.today()
    until = today + dt.timedelta(days=policy(SalesPolicy).soon_days)
    return found.filter(state="open", protected_until__range=(today, until))


def day_passed(found: QuerySet[Opportunity]) -> QuerySet[Opportunity]:
    return found.filter(state="open", close_on__lt=clock.today())


ORDERS = {
    "": ("-id",),
    "close_on": ("close_on", "id"),
    "-close_on": ("-close_on", "-id"),
    "amount": ("amount", "id"),
    "-amount": ("-amount", "-id"),
    "name": ("name", "id"),
    "-name": ("-name", "-id"),
}
"""What the list can be sorted by; the newest first where nothing is asked."""


def order_of(sort: str, chosen: Mapping[str, Any]) -> tuple[str, ...]:
    """What ends soon stands in the order of its end, unless something else was asked for."""
    if not sort and chosen.get("only") == "soon":
        return ("protected_until", "id")
    if not sort and chosen.get("only") == "passed":
        return ORDERS["close_on"]
    return ORDERS.get(sort, ORDERS[""])


def counted(found: QuerySet[Opportunity]) -> dict[str, int]:
    """How many are open, of these how many have a protection that ends soon, or an expected day that has passed."""
    today = clock.today()
    until = today + dt.timedelta(days=policy(SalesPolicy).soon_days)
    return found.filter(state="open").aggregate(
        open=Count("pk"),
        soon=Count("pk", filter=Q(protected_until__range=(today, until))),
        passed=Count("pk", filter=Q(close_on__lt=today)),
    )


IN_CALENDAR = 1000


def in_calendar(contact: Contact) -> QuerySet[Opportunity]:
    """What somebody owns and is open, the thousand that come first."""
    mine = Opportunity.objects.filter(partner_id=contact.partner_id, owner_id=contact.person_id or 0, state="open")
    return mine.select_related("account").order_by("close_on", "id")[:IN_CALENDAR]


# --- who has what


def in_hand(partner: Partner) -> dict[int, int]:
    """Owner's id → how many of the company's opportunities they have open."""
    found = Opportunity.objects.filter(partner=partner, state="open").values_list("owner_id")
    return dict(found.annotate(Count("pk")).order_by())


# --- the desk

SOME = 200
"""Companies of a name's beginning whose opportunities the desk is shown; a longer beginning has fewer."""


def desk_list(actor: Actor, chosen: Mapping[str, Any]) -> QuerySet[Opportunity]:
    """By `q`: a number or its beginning, an order number, or the beginning of a name; and by `state`."""
    found, words = opportunities_seen_by(actor), chosen.get("q", "").strip()
    if state := chosen.get("state"):
        found = found.filter(state=state)
    if words:
        found = found.filter(_known_as(words))
    return found.select_related("account", "owner", "partner")


def _known_as(words: str) -> Q:
    """Each of these has an index; none of them looks through the whole table."""
    key = order_key(words)
    ordered = SalesOrder.objects.filter(key=key).values_list("opportunity_id", flat=True)[:SOME] if key else ()
    partners = Partner.objects.filter(name__istartswith=words).order_by("name").values_list("pk", flat=True)[:SOME]
    accounts = Account.objects.filter(name__istartswith=words).order_by("name").values_list("pk", flat=True)[:SOME]
    named = Q(partner__in=list(partners)) | Q(account__in=list(accounts)) | Q(pk__in=list(ordered))
    return Q(number=words.upper()) | named


def orders_with_doubles(opportunity: Opportunity) -> list[tuple[SalesOrder, list[Opportunity]]]:
    """Its order numbers, each with the opportunities of anybody's on which it stands, too."""
    same = Q(opportunity=opportunity) | Q(key__in=opportunity.orders.values("key"))
    found = list(SalesOrder.objects.filter(same).select_related("opportunity__partner").order_by("pk")[:SOME])
    doubles = [one for one in found if one.opportunity_id != opportunity.pk]
    return [
        (one, [other.opportunity for other in doubles if (other.kind, other.key) == (one.kind, one.key)])
        for one in found
        if one.opportunity_id == opportunity.pk
    ]
