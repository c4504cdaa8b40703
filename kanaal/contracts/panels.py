"""What contracts add to pages of lower rooms: what hangs on a customer's record, and one's own data (L5)."""

from __future__ import annotations

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_noop as _

from kanaal.contracts import checking
from kanaal.contracts.models import Contract, ContractAdministrator, ContractOrder, Member
from kanaal.core.texts import say
from kanaal.customers.hanging import hangs
from kanaal.people import erasure, held
from kanaal.people.models import Person

__all__ = ["checking"]


def my_contracts(person: Person) -> held.Section:
    """Contracts that a person administers or administered, and what was ordered with their address."""
    rows = [
        {"what": say(_("Administrator of a contract")), "number": one.contract.number, "email": one.email}
        | {"name": one.name, "since": one.since, "until": one.until}
        for one in _administrations(person).select_related("contract").order_by("pk")
    ]
    rows.extend(
        {"what": say(_("Order")), "number": one.number, "email": one.ordered_by, "since": one.ordered_on}
        for one in _orders(person).order_by("pk")
    )
    columns = [
        ("what", say(_("What"))),
        ("number", say(_("Number"))),
        ("email", say(_("Address"))),
        ("since", say(_("Since"))),
    ]
    return held.Section("contracts", say(_("Contracts and licence orders")), rows, columns)


def empty_contracts(person: Person, erased: erasure.Erased) -> None:
    """That somebody administered, or ordered, stays with the contract; who it was is forgotten."""
    _administrations(person).update(email=erased.address, name="")
    _orders(person).update(ordered_by=erased.address)


def _administrations(person: Person) -> QuerySet[ContractAdministrator]:
    return ContractAdministrator.objects.filter(Q(person=person) | Q(person=None, email=person.email))


def _orders(person: Person) -> QuerySet[ContractOrder]:
    mine = Q(ordered_by_person=person) | Q(ordered_by_person=None, ordered_by=person.email)
    return ContractOrder.objects.filter(mine)


held.SECTIONS.append(my_contracts)
erasure.ERASERS.append(empty_contracts)
hangs(Contract, label=_("contracts"), partner="partner")
hangs(Member, label=_("places in contracts"), stays=True)
hangs(ContractOrder, label=_("orders of licences"), partner="partner")
