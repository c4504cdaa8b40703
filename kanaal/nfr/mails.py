"""Mails about licences for partners' own use. A serial number never stands in a mail."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kanaal.catalogue.books import called
from kanaal.core.links import absolute
from kanaal.core.models import Mail
from kanaal.licensing.mails.addressing import to_contact
from kanaal.licensing.models import Agreement
from kanaal.nfr.models import SerialNumber
from kanaal.partners.models import Partner
from kanaal.partners.queries import primary_of
from kanaal.people.mails import to_person
from kanaal.people.models import StaffRole


def serial_arrived(serial: SerialNumber, partner: Partner) -> Mail | None:
    """To the primary contact: what they waited for can be looked at now."""
    return _to_partner("serial_arrived", partner, product=called(serial.sku))


def pool_low(sku: str, free: int, waiting: int) -> None:
    """To the programme managers: the pool runs out, or has run out and partners wait."""
    managers = StaffRole.objects.filter(kind=StaffRole.Kind.MANAGER, active=True, person__erased_at=None)
    for role in managers.select_related("person").order_by("pk"):
        url = absolute("desk-nfr")
        to_person("pool_low", role.person, product=called(sku), free=free, waiting=waiting, desk_url=url)


def own_licences_given(agreement: Agreement, quantities: Mapping[str, int]) -> Mail | None:
    given = [{"product": called(sku), "quantity": quantity} for sku, quantity in quantities.items()]
    return _to_partner("own_licences_given", agreement.partner, number=agreement.number, given=given)


def own_licences_end(agreement: Agreement, *, member: bool) -> Mail | None:
    """They end with their term, on the anniversary: the level brings them no longer, or the membership is over."""
    return _to_partner(
        "own_licences_end", agreement.partner, number=agreement.number, ends=agreement.anniversary,
        level=agreement.partner.level_name, member=member,
    )  # fmt: skip


def own_licences_go_on(agreement: Agreement) -> Mail | None:
    return _to_partner(
        "own_licences_go_on", agreement.partner, number=agreement.number, ends=agreement.anniversary,
        level=agreement.partner.level_name,
    )  # fmt: skip


def _to_partner(mail: str, partner: Partner, **context: Any) -> Mail | None:
    return to_contact(mail, primary_of(partner), **context, own_url=absolute("nfr-home"))
