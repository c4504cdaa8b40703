"""Sales seats: so many as the company's level has, given and taken by its primary contact (P10)."""

from __future__ import annotations

from collections.abc import Collection

from django.db import transaction
from django.utils.translation import gettext_noop as _

from kanaal.core import clock
from kanaal.core.actors import Actor
from kanaal.core.events import record
from kanaal.core.refusals import Refusal
from kanaal.core.texts import name, say, say_many
from kanaal.partners import mails, permissions
from kanaal.partners.actions.contacts import LeftAlready
from kanaal.partners.events import SeatGiven, SeatTaken
from kanaal.partners.models import Contact, Partner
from kanaal.partners.queries import seats_of


class NoSeatLeft(Refusal):
    """More than the level has can't be given, however many ask at once."""

    field = "seats"

    def __init__(self, total: int, held: int) -> None:
        super().__init__(
            say_many(
                "Your level has %(count)s sales seat, and with this %(held)s would be taken.",
                "Your level has %(count)s sales seats, and with this %(held)s would be taken.",
                total,
                held=held,
            ),
            remedy=say(_("Take a seat from somebody first, in the same step if you like.")),
        )


class HasNoAccess(Refusal):
    """A seat is for somebody who can sign in: imported contacts accept an invitation first."""

    field = "seats"

    def __init__(self, contact: Contact) -> None:
        super().__init__(
            say(_("%(name)s has no access to the portal yet."), name=name(str(contact))),
            remedy=say(_("Invite them first; once they have accepted they can hold a seat.")),
        )


@transaction.atomic
def give_seat(contact: Contact, *, by: Actor) -> Contact:
    """Give a contact a sales seat; whoever holds one keeps it. Raises NoSeatLeft, HasNoAccess, LeftAlready."""
    partner = Partner.locked(contact.partner_id)
    decision = permissions.give_seat.check(by, partner)
    contact = _fit(Contact.locked(contact.pk))
    if contact.seat_since is not None:
        return contact
    seats = seats_of(partner)
    if seats.held >= seats.total:
        raise NoSeatLeft(seats.total, seats.held + 1)

    contact.seat_since = clock.now()
    contact.save(update_fields=["seat_since"])
    fact = SeatGiven(contact_id=contact.pk, holder_id=contact.person_id, name=str(contact))
    record(fact, about=partner, by=by, person_id=contact.person_id, receipt=decision)
    mails.seat_given(contact)
    return contact


@transaction.atomic
def take_seat(contact: Contact, *, by: Actor) -> Contact:
    """Take a contact's sales seat away; what they own stays theirs until it is handed over."""
    partner = Partner.locked(contact.partner_id)
    decision = permissions.take_seat.check(by, partner)
    contact = Contact.locked(contact.pk)
    if contact.seat_since is None:
        return contact

    contact.seat_since = None
    contact.save(update_fields=["seat_since"])
    fact = SeatTaken(contact_id=contact.pk, holder_id=contact.person_id, name=str(contact))
    record(fact, about=partner, by=by, person_id=contact.person_id, receipt=decision)
    mails.seat_taken(contact)
    return contact


@transaction.atomic
def set_seats(partner: Partner, *, holders: Collection[int], shown: Collection[int], by: Actor) -> tuple[int, int]:
    """Of the contacts shown, those in `holders` hold a seat from now on, and the others none; whole or not at all.

    Answers how many were given and how many taken. Seats are taken before others are given. After a fall of the level
    fewer can be saved while they are still too many; more can't.
    """
    partner = Partner.locked(partner.pk)
    permissions.set_seats.check(by, partner)
    contacts = list(partner.contacts.select_for_update(of=("self",)).filter(pk__in=shown, active=True).order_by("pk"))
    taken = [one for one in contacts if one.seat_since is not None and one.pk not in holders]
    given = [_fit(one) for one in contacts if one.seat_since is None and one.pk in holders]
    seats = seats_of(partner)
    after = seats.held - len(taken) + len(given)
    if given and after > seats.total:
        raise NoSeatLeft(seats.total, after)

    for one in taken:
        take_seat(one, by=by)
    for one in given:
        give_seat(one, by=by)
    return len(given), len(taken)


def _fit(contact: Contact) -> Contact:
    if not contact.active:
        raise LeftAlready(contact)
    if contact.person_id is None:
        raise HasNoAccess(contact)
    return contact
