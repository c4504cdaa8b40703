"""What training does when a lower module reports something: people who come or go bring or take their certificates."""

from __future__ import annotations

from kanaal.core.events import on
from kanaal.core.models import Event
from kanaal.levels import measuring
from kanaal.partners.events import ContactDeactivated, ContactLeft, InvitationAccepted, MembershipBegan
from kanaal.people import erasure
from kanaal.people.models import Person
from kanaal.training.models import Attempt, Certificate, Learner, Learning


@on(InvitationAccepted)
def weigh_whom_somebody_joined(fact: InvitationAccepted, event: Event) -> None:
    measuring.changed(event.about_id)


@on(MembershipBegan)
def weigh_whom_somebody_founded(fact: MembershipBegan, event: Event) -> None:
    """A company's first contact may have earned certificates elsewhere."""
    measuring.changed(event.about_id)


@on(ContactLeft)
def weigh_whom_somebody_left(fact: ContactLeft, event: Event) -> None:
    measuring.changed(event.about_id)


@on(ContactDeactivated)
def weigh_whom_a_leaver_left(fact: ContactDeactivated, event: Event) -> None:
    measuring.changed(event.about_id)


def lock_learnings(person: Person) -> None:
    list(Learning.objects.select_for_update().filter(person=person).order_by("pk"))


def empty_learnings(person: Person, erased: erasure.Erased) -> None:
    """What an erased person read and answered goes. That a certificate was issued stays, without the name (L5)."""
    Attempt.objects.filter(learning__person=person).update(answers={})
    Learning.objects.filter(person=person).update(modules_read=[])
    Learner.objects.filter(person=person).delete()
    Certificate.objects.filter(person=person).update(holder="", revoked_because="")


erasure.LOCKS.append(lock_learnings)
erasure.ERASERS.append(empty_learnings)
