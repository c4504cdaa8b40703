"""What happens at a customer when something lower is reported: licences that come go to those who wait; people who
erase their ID are forgotten (L5).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_noop as _

from kanaal.core import clock
from kanaal.core.actors import CLOCK
from kanaal.core.decisions import Finding, unmet
from kanaal.core.events import on
from kanaal.core.models import Event, PersonalData
from kanaal.core.texts import name, say
from kanaal.licensing.actions.administrators import PURPOSE, let_go
from kanaal.licensing.actions.groups import settle_groups
from kanaal.licensing.actions.users import forget
from kanaal.licensing.events.licences import LicencesAuthorised, LicencesOrdered, LicencesRenewed
from kanaal.licensing.models import Administrator, AdministratorInvitation, Agreement, LicenceUser
from kanaal.people import erasure, tokens
from kanaal.people.models import Person
from kanaal.people.queries import addresses_of


def give_to_those_who_wait(fact: Any, event: Event) -> None:
    """At once, as the agreement is held already; the clock looks again for what days alone have changed."""
    agreement = Agreement.objects.filter(pk=event.about_id, licence_groups__isnull=False).first()
    if agreement is not None:
        settle_groups(agreement)


for came in (LicencesAuthorised, LicencesOrdered, LicencesRenewed):
    on(came)(give_to_those_who_wait)


# --- people


def lock_what_is_theirs(person: Person) -> None:
    """In the house's order: agreements, then invitations."""
    addresses = addresses_of(person)
    theirs = Q(administrators__person=person) | Q(administrator_invitations__email__in=addresses)
    theirs |= Q(licence_users__email__in=addresses)
    ids = sorted(set(Agreement.objects.filter(theirs).values_list("pk", flat=True)))
    list(Agreement.objects.select_for_update(of=("self",)).filter(pk__in=ids).order_by("pk"))


def answers_for_a_customer(person: Person) -> Iterable[Finding]:
    """An agreement without a primary administrator could be told nothing any more: somebody takes over first."""
    mine = Administrator.objects.filter(person=person, active=True, primary=True, agreement__state="live")
    for one in mine.select_related("agreement"):
        yield unmet(
            _("you are the primary administrator of %(customer)s"),
            customer=name(one.agreement.name),
            remedy=say(_("Choose another primary administrator first; it is changed once they have accepted.")),
        )


def empty_administrators(person: Person, erased: erasure.Erased) -> None:
    """An erased person administers nothing any more; that somebody did stays, who it was does not."""
    for one in Administrator.objects.filter(person=person, active=True).select_related("agreement"):
        let_go(one, by=CLOCK)
    Administrator.objects.filter(person=person).update(email=erased.address)
    invited = AdministratorInvitation.objects.filter(email__in=erased.addresses)
    for invitation in invited:
        tokens.withdraw(PURPOSE, invitation)
    ids = [one.pk for one in invited]
    invited.filter(state="open").update(state="withdrawn")
    AdministratorInvitation.objects.filter(pk__in=ids).update(email=erased.address, name="")
    said = PersonalData.objects.filter(event__data__administrator_invitation_id__in=ids, erased_at=None)
    said.update(data={}, salt="", erased_at=clock.now())


def empty_licence_users(person: Person, erased: erasure.Erased) -> None:
    """Where an organisation named one of their addresses as a user: the licence is free, and they are forgotten."""
    for one in LicenceUser.objects.filter(email__in=erased.addresses).select_related("agreement"):
        forget(one.agreement, one, by=CLOCK)


erasure.LOCKS.append(lock_what_is_theirs)
erasure.OBJECTIONS.append(answers_for_a_customer)
erasure.ERASERS.extend([empty_administrators, empty_licence_users])
