"""What this module does when a lower one reports something."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q
from django.urls import reverse_lazy
from django.utils.translation import gettext_noop as _

from kanaal.core import clock
from kanaal.core.actors import CLOCK
from kanaal.core.decisions import Finding, unmet
from kanaal.core.events import record
from kanaal.core.models import PersonalData
from kanaal.core.texts import name, say
from kanaal.helpdesk.models import Request
from kanaal.partners.actions.invitations import PURPOSE
from kanaal.partners.events import ContactLeft
from kanaal.partners.models import Contact, Enrolment, Invitation, Partner
from kanaal.people import erasure, tokens
from kanaal.people.models import Person
from kanaal.people.queries import addresses_of


def lock_what_is_theirs(person: Person) -> None:
    """In the house's order: enrolments, partners, invitations."""
    list(Enrolment.objects.select_for_update().filter(person=person, state__in=Enrolment.OPEN).order_by("pk"))
    addresses = addresses_of(person)
    waiting = Invitation.objects.filter(email__in=addresses, state="open")
    theirs = Q(contacts__person=person) | Q(pk__in=waiting.values("partner"))
    ids = sorted(set(Partner.objects.filter(theirs).values_list("pk", flat=True)))
    list(Partner.objects.select_for_update().filter(pk__in=ids).order_by("pk"))
    list(Invitation.objects.select_for_update().filter(email__in=addresses, state="open").order_by("pk"))


# --- enrolment


def empty_enrolments(person: Person, erased: erasure.Erased) -> None:
    """An erased person's enrolments lose what they said; those under way are withdrawn (L5)."""
    mine = Enrolment.objects.filter(person=person)
    mine.filter(state__in=Enrolment.OPEN).update(state="withdrawn")
    mine.update(answers={}, email="", question="", decline_note="")


# --- contacts


def speaks_for_a_company(person: Person) -> Iterable[Finding]:
    """A company without a primary contact could do nothing any more: somebody takes over first (P12)."""
    for contact in Contact.objects.filter(person=person, active=True, kind=Contact.Kind.PRIMARY).select_related(
        "partner"
    ):
        yield unmet(
            _("you are the primary contact of %(partner)s"),
            partner=name(contact.partner.name),
            remedy=say(_("Let a colleague become primary contact first; the helpdesk makes the change.")),
            link=reverse_lazy("ask-request", args=["primary_swap"]),
            label=say(_("Another primary contact")),
        )


def empty_contacts(person: Person, erased: erasure.Erased) -> None:
    """An erased person acts for nobody any more; that somebody did stays, who it was does not (L5)."""
    for contact in Contact.objects.filter(person=person, active=True).select_related("partner"):
        Partner.locked(contact.partner_id)
        record(ContactLeft(contact_id=contact.pk), about=contact.partner, by=CLOCK)
    mine = Contact.objects.filter(person=person)
    mine.filter(active=True).update(active=False, left_on=clock.today(), seat_since=None)
    mine.update(email=erased.address, name="", job_title="")


def empty_invitations(person: Person, erased: erasure.Erased) -> None:
    """Invitations to the person's addresses, and what their events say of it: they were made before there was an ID."""
    theirs = list(Invitation.objects.filter(email__in=erased.addresses))
    for invitation in theirs:
        tokens.withdraw(PURPOSE, invitation)
    ids = [invitation.pk for invitation in theirs]
    Invitation.objects.filter(pk__in=ids, state="open").update(state="withdrawn")
    Invitation.objects.filter(pk__in=ids).update(email=erased.address)
    said = PersonalData.objects.filter(event__data__invitation_id__in=ids, erased_at=None)
    said.update(data={}, salt="", erased_at=clock.now())


def empty_let_ins(person: Person, erased: erasure.Erased) -> None:
    """Somebody may have asked the desk to let this person in, by address (D1)."""
    for request in Request.objects.filter(kind="free_mail_contact", same_as__in=erased.addresses):
        values = {**request.values, "email": erased.address}
        Request.objects.filter(pk=request.pk).update(values=values, same_as=f"{erased.address}#{request.pk}")


erasure.LOCKS.append(lock_what_is_theirs)
erasure.OBJECTIONS.append(speaks_for_a_company)
erasure.ERASERS.extend([empty_enrolments, empty_contacts, empty_invitations, empty_let_ins])
