"""Questions about distributors."""

from __future__ import annotations

from django.db.models import Count, Q, QuerySet

from kanaal.core.actors import Actor
from kanaal.core.models import Event
from kanaal.distributors.models import Distributor, DistributorUser
from kanaal.people.models import normal_address
from kanaal.people.roles import staff_kind


def distributors_seen_by(actor: Actor) -> QuerySet[Distributor]:
    """Staff see all, a user their own."""
    if staff_kind(actor):
        return Distributor.objects.all()
    return mine(actor)


def distributor_of(actor: Actor) -> Distributor | None:
    """The distributor for which the actor acts now, in the role in which they act."""
    user = user_of(actor)
    return user.distributor if user else None


def user_of(actor: Actor) -> DistributorUser | None:
    """The actor's own row, if they act for a distributor now."""
    if not actor.acts_as("distributor") or actor.role is None or actor.person_id is None:
        return None
    held = DistributorUser.objects.filter(pk=actor.role.id, person=actor.person_id, state="active")
    return held.filter(distributor__state="active").select_related("distributor").first()


def mine(actor: Actor) -> QuerySet[Distributor]:
    """The same as part of another question, without one of its own."""
    if not actor.acts_as("distributor") or actor.role is None or actor.person_id is None:
        return Distributor.objects.none()
    users = DistributorUser.objects.filter(pk=actor.role.id, person=actor.person_id, state="active")
    return Distributor.objects.filter(pk__in=users.values("distributor"), state="active")


def remember_user(user: DistributorUser) -> Distributor:
    """The distributor of whoever acts, who was loaded at the door: pages need not ask again who it is."""
    distributor = user.distributor
    distributor.__dict__["_acting"] = (user.person_id, user.pk)
    return distributor


def acts_for(actor: Actor, distributor: Distributor) -> bool:
    """Does the actor act for just this distributor, in the role in which they act?"""
    if not actor.acts_as("distributor") or actor.role is None or actor.person_id is None:
        return False
    if distributor.__dict__.get("_acting") == (actor.person_id, actor.role.id):
        return True
    return mine(actor).filter(pk=distributor.pk).exists()


def distributors_for(region: str) -> QuerySet[Distributor]:
    """Those of whom a reseller in a region of the programme may order."""
    keys = [one.pk for one in distributors_in(region)]
    return Distributor.objects.filter(pk__in=keys).order_by("name", "pk")


def distributors_in(region: str) -> list[Distributor]:
    """The same, at once: there are a few dozen in all."""
    found = Distributor.objects.filter(state="active").order_by("name", "pk")
    return [one for one in found if region in one.regions]


def listed(words: str = "") -> QuerySet[Distributor]:
    """For the desk's list: with how many act for each."""
    found = Distributor.objects.annotate(people=Count("users", filter=Q(users__state="active")))
    if words := words.strip():
        found = found.filter(
            Q(name__icontains=words) | Q(number__iexact=words) | Q(users__email__icontains=words)
        ).distinct()
    return found


def open_invitations_for(email: str) -> QuerySet[DistributorUser]:
    """What waits for the owner of an address."""
    found = DistributorUser.objects.filter(email=normal_address(email), state="invited")
    return found.filter(distributor__state="active").select_related("distributor").order_by("pk")


def users_to_tell(distributor: Distributor) -> QuerySet[DistributorUser]:
    """Whoever gets the distributor's mails: all who act for it."""
    found = distributor.users.filter(state="active", person__erased_at=None)
    return found.select_related("person").order_by("pk")


def events_about(distributor: Distributor) -> QuerySet[Event]:
    found = Event.objects.filter(about_kind=Distributor._meta.label_lower, about_id=distributor.pk)
    return found.select_related("personal").order_by("-pk")
