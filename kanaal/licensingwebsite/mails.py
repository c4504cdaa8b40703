"""Mails of the licensing website. A serial number never stands in a mail."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from kanaal.catalogue.books import called
from kanaal.contracts.models import ContractOrder
from kanaal.contracts.queries import owner_of
from kanaal.core import outbox
from kanaal.core.links import absolute
from kanaal.core.models import Mail
from kanaal.core.texts import say_many
from kanaal.licensingwebsite import queries
from kanaal.licensingwebsite.models import Serial, SerialNeed
from kanaal.licensingwebsite.ways import Way
from kanaal.people.mails import to_person
from kanaal.people.models import Person, StaffRole


def serials_arrived(order: ContractOrder, given: Mapping[str, int]) -> Mail:
    rows = [{"product": called(sku), "count": count} for sku, count in given.items()]
    return _to_orderer("order_serials_arrived", order, given=rows)


def serial_revoked(serial: Serial, order: ContractOrder) -> Mail:
    return _to_orderer("order_serial_revoked", order, product=called(serial.sku), why=serial.why)


def serial_replaced(new: Serial, order: ContractOrder) -> Mail:
    why = new.replaces.why if new.replaces else ""
    return _to_orderer("order_serial_replaced", order, product=called(new.sku), why=why)


def order_moved_to(order: ContractOrder, person: Person) -> Mail:
    return to_person("order_moved_to", person, number=order.number, order_url=_page(order))


def order_moved_away(order: ContractOrder, person: Person) -> Mail:
    """Who has it now is not said: it is somebody else's address."""
    return to_person("order_moved_away", person, number=order.number, help_url=absolute("licences-help"))


def what_is_wrong(email: str, language: str, ways: Iterable[Way], *, orders: int) -> Mail:
    """To the address that somebody asked about."""
    there = say_many(
        "One order is under the ID with this address.", "%(count)s orders are under the ID with this address.", orders
    )
    context: dict[str, Any] = {"ways": [one.for_mail() for one in ways], "help_url": absolute("licences-help")}
    context["orders"] = there if orders else None
    person = owner_of(email)
    return outbox.post(
        "licences_what_is_wrong", to=email, language=language, context=context,
        person_id=person.pk if person else None,
    )  # fmt: skip


def serials_low(sku: str, free: int) -> None:
    """To the programme managers: the pool runs out, or is empty."""
    waiting = SerialNeed.objects.filter(sku=sku, missing__gt=0).count()
    _to_managers("order_serials_low", product=called(sku), free=free, waiting=waiting)


def serials_awaited(sku: str, order: ContractOrder) -> None:
    """To the programme managers, once while orders wait for a product: the first of them."""
    if not SerialNeed.objects.filter(sku=sku, missing__gt=0).exclude(order=order).exists():
        _to_managers("order_serials_awaited", product=called(sku), number=order.number)


def _to_managers(mail: str, **context: Any) -> None:
    managers = StaffRole.objects.filter(kind=StaffRole.Kind.MANAGER, active=True, person__erased_at=None)
    for role in managers.select_related("person").order_by("pk"):
        to_person(mail, role.person, **context, desk_url=absolute("desk-licences"))


def _to_orderer(mail: str, order: ContractOrder, **context: Any) -> Mail:
    """To the ID that has the order; while nobody has proved the address, to the address with which it was ordered."""
    values = {**context, "number": order.number, "account": order.account.name, "order_url": _page(order)}
    holder = queries.holder_of(order)
    if holder is not None:
        return to_person(mail, holder, **values)
    language = order.contract.language if order.contract else order.distributor.language
    named = {"name": order.ordered_by, "email": order.ordered_by, **values}
    return outbox.post(mail, to=order.ordered_by, language=language, context=named)


def _page(order: ContractOrder) -> str:
    return absolute("licences-order", order.number)
