"""Licences that are used at once, the order to follow; and taking them away again in time (V4, V5)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_noop as _

from kanaal.core import clock
from kanaal.core.actors import Actor
from kanaal.core.events import record
from kanaal.core.numbers import next_number
from kanaal.core.refusals import Refusal
from kanaal.core.texts import name, say, say_many
from kanaal.licensing import permissions
from kanaal.licensing.charging import Asked, Charge, charges, check_seen, total_of
from kanaal.licensing.events.licences import LicencesAuthorised, LicencesRemoved
from kanaal.licensing.keeping import keep
from kanaal.licensing.knowing import facts_of, terms_of, today_of
from kanaal.licensing.mails import licences as mails
from kanaal.licensing.models import Addition, Agreement
from kanaal.licensing.policy import LicensingPolicy
from kanaal.licensing.prices import kind_of_product
from kanaal.licensing.rules.authorisations import Act, Deadlines, Owed, State, deadlines, options, owed, state
from kanaal.licensing.rules.facts import Agreement as Facts
from kanaal.licensing.rules.terms import Terms
from kanaal.licensing.sound import sound_product, sound_wanted
from kanaal.licensing.waiting import waiting_of
from kanaal.programme.policies import policy


class NothingUsedBeforeOrder(Refusal):
    """The kind of agreement knows no authorisations: its licences are there once they are ordered."""

    def __init__(self, agreement: Agreement) -> None:
        super().__init__(
            say(_("Under these terms no licences are used before they are ordered.")),
            remedy=say(_("Order them; the customer has them once the distributor has confirmed.")),
            link=reverse("console-order", args=[agreement.number]),
            label=say(_("Order licences")),
        )


class PaymentRequired(Refusal):
    """Something is overdue or suspended, and nothing more is authorised before it is settled (V4)."""

    def __init__(self, agreement: Agreement, found: tuple[Owed, ...]) -> None:
        super().__init__(
            say_many(
                "Nothing is added while payment is required: %(count)s licence (%(numbers)s) was not ordered yet.",
                "Nothing is added while payment is required: %(count)s licences (%(numbers)s) were not ordered yet.",
                sum(one.quantity for one in found),
                numbers=name(", ".join(one.number for one in found)),
            ),
            remedy=say(
                _("Order them, or take one of the two other ways; an order clears them the day it is confirmed.")
            ),
            link=reverse("console-customer", args=[agreement.number]) + "#payment-required",
            label=say(_("See which, and what to do")),
        )
        self.owed = found


class RemovalTooLate(Refusal):
    """Ordered, overdue, or past the last day to remove (V5)."""

    def __init__(self, addition: Addition, standing: State, days: Deadlines | None) -> None:
        if days is None or standing in (State.ORDERED, State.RETURNED):
            says = say(_("%(number)s is ordered, so it can't be removed."), number=name(addition.number))
            remedy = say(_("Ordered licences go back by a return, as long as there is time for one."))
        elif standing in (State.REMOVED, State.LAPSED):
            says = say(_("Nothing of %(number)s is left to remove."), number=name(addition.number))
            remedy = say(_("Look at the customer as it is now."))
        else:
            until = min(days.remove_by, days.order_by)
            says = say(_("%(number)s could be removed until %(day)s."), number=name(addition.number), day=until)
            remedy = say(
                _(
                    "Two ways are left: leave the licences until the end of the term, free of charge; or order them "
                    "and have them returned at once."
                )
            )
        link = reverse("console-customer", args=[addition.agreement.number])
        super().__init__(says, remedy=remedy, link=link, label=say(_("See the customer")))


class NotSoManyLeft(Refusal):
    field = "quantity"

    def __init__(self, addition: Addition, left: int, waiting: int) -> None:
        link = reverse("console-customer", args=[addition.agreement.number]) + "#orders" if waiting else ""
        super().__init__(
            say(_("Of %(number)s %(left)s can be removed now."), number=name(addition.number), left=left),
            remedy=say(_("%(waiting)s more wait for a distributor: withdraw that order first."), waiting=waiting)
            if waiting
            else say(_("Remove so many, or fewer.")),
            link=link,
            label=say(_("See the orders")) if link else None,
        )


@transaction.atomic
def authorise_licences(agreement: Agreement, *, wanted: Mapping[str, int], by: Actor, seen: str = "") -> list[Addition]:
    """Add licences (SKU → how many) that the customer uses from now on and that are ordered later (V4).

    `seen`: what was shown before it was confirmed. The first of all sets day 0.
    """
    agreement = Agreement.locked(agreement.pk)
    permissions.authorise_licences.check(by, agreement)
    known, terms, today = facts_of(agreement), terms_of(agreement), today_of(agreement)
    found = sound_authorisation(agreement, known, terms, today, wanted)
    check_seen(agreement, today, total_of(found, agreement.currency), seen)

    made = [_add(agreement, one.asked.sku, one.asked.quantity, today, by) for one in found]
    begin(agreement, today)
    keep(agreement)
    for one in made:
        _record(one, by)
    mails.licences_authorised(agreement, made, _order_by(made[0], agreement, terms))
    return made


def sound_authorisation(
    agreement: Agreement, known: Facts | None, terms: Terms, today: dt.date, wanted: Mapping[str, int]
) -> tuple[Charge, ...]:
    """What adding comes to once it is ordered. Raises whatever stands against it."""
    must_be_clear(agreement, known, terms, today)
    asked = [Asked(sku, quantity, today) for sku, quantity in sound_wanted(wanted).items()]
    for one in asked:
        sound_product(agreement, one.sku, today)
    return charges(agreement, known, terms, asked, today)


def must_be_clear(agreement: Agreement, known: Facts | None, terms: Terms, today: dt.date) -> None:
    """Raises NothingUsedBeforeOrder or PaymentRequired: what stands against adding anything at all."""
    if terms.authorising is None:
        raise NothingUsedBeforeOrder(agreement)
    if known is not None and (open_ones := owed(known, terms, today)):
        raise PaymentRequired(agreement, open_ones)


def begin(agreement: Agreement, today: dt.date) -> None:
    """Day 0: that of the first authorisation or order. It never moves again (V7)."""
    if agreement.begins is None:
        agreement.begins = today
        agreement.save(update_fields=["begins"])


def _add(agreement: Agreement, sku: str, quantity: int, today: dt.date, by: Actor) -> Addition:
    return agreement.additions.create(
        number=next_number("licence-addition", policy(LicensingPolicy).addition_prefix),
        sku=sku,
        kind=kind_of_product(sku),
        quantity=quantity,
        added=today,
        added_at=clock.now(),
        added_by_id=by.person_id,
        partner=agreement.partner,
    )


def _record(one: Addition, by: Actor) -> None:
    fact = LicencesAuthorised(number=one.number, sku=one.sku, quantity=one.quantity, on=one.added.isoformat())
    record(fact, about=one.agreement, by=by)


def _order_by(addition: Addition, agreement: Agreement, terms: Terms) -> dt.date:
    known = facts_of(agreement)
    one = next(one for one in known.additions if one.number == addition.number) if known else None
    found = deadlines(one, known.cycle(terms), terms) if known and one else None
    return found.order_by if found else addition.added


# --- taking away


@transaction.atomic
def remove_licences(addition: Addition, *, quantity: int, by: Actor) -> Addition:
    """Take away so many that were not ordered, as long as they are pending and the time for it lasts (V5)."""
    agreement = Agreement.locked(addition.agreement_id)
    permissions.remove_licences.check(by, agreement)
    addition = agreement.additions.get(pk=addition.pk)
    known, terms, today = facts_of(agreement), terms_of(agreement), today_of(agreement)
    sound_removal(agreement, addition, known, terms, today, quantity)

    addition.parts.create(kind="removed", on=today, quantity=quantity, at=clock.now(), by_id=by.person_id)
    keep(agreement)
    fact = LicencesRemoved(number=addition.number, sku=addition.sku, quantity=quantity, on=today.isoformat())
    record(fact, about=agreement, by=by)
    mails.licences_removed(agreement, addition, quantity)
    return addition


def sound_removal(
    agreement: Agreement, addition: Addition, known: Facts | None, terms: Terms, today: dt.date, quantity: int
) -> None:
    """Raises RemovalTooLate, NotSoManyLeft, or NotSoMany for what is no number at all."""
    one = next((one for one in known.additions if one.number == addition.number), None) if known else None
    if known is None or one is None:
        raise RemovalTooLate(addition, State.REMOVED, None)
    cycle = known.cycle(terms)
    can = next((found for found in options(one, cycle, terms, today) if found.act is Act.REMOVE), None)
    if can is None:
        raise RemovalTooLate(addition, state(one, cycle, terms, today), deadlines(one, cycle, terms))
    sound_wanted({addition.sku: quantity})
    waiting = waiting_of(agreement).additions.get(addition.number, 0)
    if quantity > can.quantity - waiting:
        raise NotSoManyLeft(addition, can.quantity - waiting, waiting)
