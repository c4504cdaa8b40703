"""What licensing does when something is reported."""

from __future__ import annotations

import datetime as dt
from typing import Any

from kanaal.core import clock
from kanaal.core.actors import CLOCK
from kanaal.core.events import on, record
from kanaal.core.models import Event, PersonalData
from kanaal.levels import measuring
from kanaal.licensing import tasks
from kanaal.licensing.actions.agreements import dismiss_from_console, pass_on_customers_of_leaver
from kanaal.licensing.events.inviting import CustomerInvitationWithdrawn
from kanaal.licensing.events.licences import LicencesOrdered, LicencesRenewed
from kanaal.licensing.models import Agreement, ConsoleAppointment, CustomerInvitation, NoticeTo
from kanaal.licensing.queries_inviting import heir_of
from kanaal.partners.events import ContactDeactivated, ContactLeft
from kanaal.partners.models import Contact, Partner
from kanaal.people import erasure
from kanaal.people.models import Person
from kanaal.people.queries import addresses_of
from kanaal.programme.events import ReleasePublished


def weigh_the_seller(fact: Any, event: Event) -> None:
    """What a distributor confirmed counts for the reseller's level from this moment on (P14)."""
    partner = Agreement.objects.filter(pk=event.about_id).values_list("partner", flat=True).first()
    if partner is not None:
        measuring.changed(partner)


for sold in (LicencesOrdered, LicencesRenewed):
    on(sold)(weigh_the_seller)


@on(ReleasePublished)
def look_at_prices_when_it_begins(fact: ReleasePublished, event: Event) -> None:
    """By the machine's clock, which is what jobs wait by."""
    ahead = max(dt.datetime.fromisoformat(fact.effective_from) - clock.now(), dt.timedelta(0))
    tasks.look_at_other_prices.using(run_after=clock.machine_now() + ahead).enqueue(event.about_id)


# --- whoever leaves the reseller (V1, V10)


@on(ContactDeactivated)
def pass_on_of_leaver(fact: ContactDeactivated, event: Event) -> None:
    """To whom was named, if the console is open to them; else to the primary contact."""
    leaver = Contact.objects.select_related("partner").get(pk=fact.contact_id)
    dismiss_from_console(leaver, by=CLOCK)
    pass_on_customers_of_leaver(leaver.partner, leaver=leaver, to=heir_of(leaver, fact.handed_to_id), by=CLOCK)


@on(ContactLeft)
def pass_on_of_erased(fact: ContactLeft, event: Event) -> None:
    """Nothing is recorded of the appointment: that would say something anew of somebody who is being forgotten."""
    leaver = Contact.objects.select_related("partner").get(pk=fact.contact_id)
    ConsoleAppointment.objects.filter(contact=leaver).delete()
    pass_on_customers_of_leaver(leaver.partner, leaver=leaver, to=heir_of(leaver, None), by=CLOCK)


# --- invitations of customers: people who are erased


def lock_customer_invitations(person: Person) -> None:
    """In the house's order: companies, invitations."""
    mine = CustomerInvitation.objects.filter(email__in=addresses_of(person))
    partners = sorted(set(mine.filter(state="open").values_list("partner", flat=True)))
    list(Partner.objects.select_for_update().filter(pk__in=partners).order_by("pk").values_list("pk", flat=True))
    list(mine.select_for_update().order_by("pk").values_list("pk", flat=True))


def empty_customer_invitations(person: Person, erased: erasure.Erased) -> None:
    """Those that wait are taken back, and what they and their events say of the person goes (L5)."""
    mine = list(CustomerInvitation.objects.filter(email__in=erased.addresses))
    for invitation in mine:
        if invitation.can("withdraw"):
            invitation.step("withdraw")
            record(CustomerInvitationWithdrawn(invitation.pk, invitation.number), about=invitation, by=CLOCK)
        invitation.email, invitation.admin_name = erased.address, ""
        invitation.save(update_fields=["state", "email", "admin_name"])
    ids = [invitation.pk for invitation in mine]
    said = PersonalData.objects.filter(event__data__customer_invitation_id__in=ids, erased_at=None)
    said.update(data={}, salt="", erased_at=clock.now())


erasure.LOCKS.append(lock_customer_invitations)
erasure.ERASERS.append(empty_customer_invitations)


# --- what was announced: to people who are erased


def forget_readers(person: Person, erased: erasure.Erased) -> None:
    """That something was announced stays, and that it reached somebody; not whom (L5)."""
    NoticeTo.objects.filter(person_id=person.pk).update(person_id=None, name="", email="")


erasure.ERASERS.append(forget_readers)
