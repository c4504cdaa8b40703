"""Serial numbers: asked for, given, and looked at (N2). None is ever in an event, a mail or a log."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext_noop as _

from kanaal.catalogue.books import called
from kanaal.catalogue.serials import unsealed
from kanaal.core import clock
from kanaal.core.actors import Actor
from kanaal.core.events import record
from kanaal.core.refusals import Refusal
from kanaal.core.texts import say
from kanaal.nfr import mails, permissions, queries
from kanaal.nfr.events import SerialGiven, SerialShown, SerialWished
from kanaal.nfr.models import SerialNumber, SerialWish
from kanaal.nfr.policy import NfrPolicy
from kanaal.partners.models import Partner
from kanaal.programme.policies import policy


class NotInKit(Refusal):
    def __init__(self, sku: str) -> None:
        super().__init__(
            say(_("Your level brings no serial number of %(product)s."), product=called(sku)),
            remedy=say(_("Look at what it brings on the page of your own licences.")),
        )


class HasThemAll(Refusal):
    def __init__(self, sku: str, quantity: int) -> None:
        super().__init__(
            say(
                _("You have all serial numbers of %(product)s that your level brings: %(quantity)s."),
                product=called(sku),
                quantity=quantity,
            ),
            remedy=say(_("You can look at them again at any time.")),
        )


@transaction.atomic
def ask_serial(partner: Partner, *, sku: str, by: Actor) -> SerialNumber | SerialWish:
    """Give the company a serial number from the pool; is the pool empty, keep the wish and tell the desk.

    Asking again while one waits changes nothing. Raises NotInKit, HasThemAll.
    """
    partner = Partner.locked(partner.pk)
    permissions.ask_serial.check(by, partner)
    item = next((one for one in queries.kit_of(partner) if one.product == sku and one.kind == "perpetual"), None)
    if item is None:
        raise NotInKit(sku)
    if queries.serials_of(partner).filter(sku=sku).count() >= item.quantity:
        raise HasThemAll(sku, item.quantity)
    if waiting := queries.open_wishes_of(partner).get(sku):
        return waiting

    serial = give(partner, sku, by=by, to_id=by.person_id)
    if serial is not None:
        return serial
    wish = SerialWish.objects.create(partner=partner, sku=sku, asked_at=clock.now(), asked_by_id=by.person_id)
    record(SerialWished(sku), about=partner, by=by)
    mails.pool_low(sku, 0, SerialWish.objects.filter(sku=sku, over_at=None).count())
    return wish


@transaction.atomic
def show_serial(serial: SerialNumber, *, by: Actor) -> str:
    """The number, for the primary contact's eyes; that it was looked at is kept. Raises SerialUnreadable."""
    serial = SerialNumber.objects.select_related("partner").get(pk=serial.pk)
    receipt = permissions.show_serial.check(by, serial)
    number = unsealed(serial.sealed)

    record(SerialShown(serial.pk, serial.sku), about=serial.partner or serial, by=by, receipt=receipt)
    return number


def give(partner: Partner, sku: str, *, by: Actor, to_id: int | None) -> SerialNumber | None:
    """Take the next one of the pool for a company, which is locked; None where there is none left.

    Two companies at once never get the same: whoever is second finds it taken, and takes the next.
    """
    place = queries.serials_of(partner).filter(sku=sku).count() + 1
    while (free := SerialNumber.objects.filter(sku=sku, partner=None).order_by("pk").first()) is not None:
        mine = SerialNumber.objects.filter(pk=free.pk, partner=None)
        if mine.update(partner=partner, place=place, given_at=clock.now(), given_to_id=to_id):
            free.refresh_from_db()
            record(SerialGiven(free.pk, sku, place), about=partner, by=by)
            _tell_if_low(sku)
            return free
    return None


def _tell_if_low(sku: str) -> None:
    """Once when the pool becomes low, and once when it is empty."""
    free = SerialNumber.objects.filter(sku=sku, partner=None).count()
    if free in (0, policy(NfrPolicy).pool_low):
        mails.pool_low(sku, free, SerialWish.objects.filter(sku=sku, over_at=None).count())
