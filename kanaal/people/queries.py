"""Questions about people: who is staff, what happened to an ID."""

from __future__ import annotations

from allauth.account.models import EmailAddress
from django.db.models import Q, QuerySet

from kanaal.core.actors import Actor
from kanaal.core.models import Event, Mail
from kanaal.people import roles
from kanaal.people.models import Person, StaffRole, normal_address


def people_seen_by(actor: Actor) -> QuerySet[Person]:
    """Staff may know who has an ID; everybody else knows of their own only."""
    everybody = Person.objects.filter(erased_at=None)
    return everybody if roles.staff_kind(actor) else everybody.filter(pk=actor.person_id or 0)


def is_staff(person_id: int) -> bool:
    return StaffRole.objects.filter(person_id=person_id, active=True).exists()


def by_address(email: str) -> Person | None:
    """The person whose main address this is."""
    return Person.objects.filter(email=normal_address(email), erased_at=None).first()


def has_proved_address(person: Person) -> bool:
    """Has somebody shown that they read the mail of the person's main address?"""
    return bool(EmailAddress.objects.filter(user_id=person.pk, email=person.email, verified=True).exists())


def staff_list() -> QuerySet[StaffRole]:
    """Everybody who is staff now, person by person."""
    return StaffRole.objects.filter(active=True).select_related("person").order_by("person__name", "person_id", "kind")


def events_about(person: Person) -> QuerySet[Event]:
    """What concerns the person or was done by them, newest first."""
    about = Q(about_kind=Person._meta.label_lower, about_id=person.pk)
    return Event.objects.filter(about | Q(person_id=person.pk) | Q(actor_kind="person", actor_id=person.pk)).order_by(
        "-id"
    )


def mails_to(person: Person) -> QuerySet[Mail]:
    """What was written to the person, also before they had an ID."""
    return Mail.objects.filter(Q(person_id=person.pk) | Q(to__in=addresses_of(person))).order_by("-id")


def addresses_of(person: Person) -> list[str]:
    """Every address that the person has proved to be theirs; the main one first."""
    proved = EmailAddress.objects.filter(user_id=person.pk, verified=True).values_list("email", flat=True)
    return list(dict.fromkeys([person.email, *map(normal_address, proved)]))
