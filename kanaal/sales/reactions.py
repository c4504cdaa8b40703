"""What this module does when a lower one reports something: contacts who leave, seats that are taken (P10, P11)."""

from __future__ import annotations

from kanaal.core.actors import CLOCK
from kanaal.core.events import on
from kanaal.core.models import Event
from kanaal.partners.events import ContactDeactivated, ContactLeft, SeatTaken
from kanaal.partners.models import Contact
from kanaal.partners.queries import primary_of
from kanaal.people import erasure
from kanaal.people.models import Person
from kanaal.sales.actions.calendar import end_calendar_feed
from kanaal.sales.actions.handing import hand_over_of_leaver
from kanaal.sales.models import Opportunity


def lock_opportunities(person: Person) -> None:
    list(Opportunity.objects.select_for_update().filter(owner=person).order_by("pk"))


erasure.LOCKS.append(lock_opportunities)


@on(ContactDeactivated)
def pass_on_of_leaver(fact: ContactDeactivated, event: Event) -> None:
    """To whom was named; nobody named: to the primary contact. A calendar that was shown outside shows nothing more."""
    _pass_on(fact.contact_id, fact.handed_to_id)


@on(ContactLeft)
def pass_on_of_erased(fact: ContactLeft, event: Event) -> None:
    _pass_on(fact.contact_id, None)


@on(SeatTaken)
def end_feed_without_seat(fact: SeatTaken, event: Event) -> None:
    end_calendar_feed(Contact.objects.select_related("partner").get(pk=fact.contact_id), by=CLOCK)


def _pass_on(contact_id: int, heir_id: int | None) -> None:
    contact = Contact.objects.select_related("partner").get(pk=contact_id)
    end_calendar_feed(contact, by=CLOCK)
    if contact.person_id is None:
        return
    heirs = Contact.objects.select_related("person").filter(partner=contact.partner, active=True, person__isnull=False)
    heir = heirs.filter(pk=heir_id).first() if heir_id else primary_of(contact.partner)
    if heir is not None and heir.person_id != contact.person_id:
        hand_over_of_leaver(contact.partner, owner_id=contact.person_id, to=heir, by=CLOCK)
