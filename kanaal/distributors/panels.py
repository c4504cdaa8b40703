"""What is held of a person who acts, or acted, for a distributor; and what is left of it after an erasure (L5)."""

from __future__ import annotations

from django.db.models import QuerySet
from django.utils.translation import gettext_noop as _

from kanaal.core.texts import say
from kanaal.distributors.models import DistributorUser
from kanaal.people import erasure, held
from kanaal.people.models import Person


def my_distributors(person: Person) -> held.Section:
    """For whom a person acts or acted, and who has invited them."""
    rows = [
        {"distributor": one.distributor.name, "state": one.state_label, "email": one.email, "name": one.name}
        | {"since": one.since, "left_on": one.left_on}
        for one in _rows(person).select_related("distributor").order_by("pk")
    ]
    columns = [
        ("distributor", say(_("Distributor"))),
        ("state", say(_("State"))),
        ("since", say(_("Since"))),
        ("left_on", say(_("Left on"))),
    ]
    return held.Section("distributors", say(_("Distributors that you act for")), rows, columns)


def lock_distributor_users(person: Person) -> None:
    found = _rows(person).order_by("pk")
    list(found.select_for_update(of=("self",)).values_list("pk", flat=True))


def empty_distributor_users(person: Person, erased: erasure.Erased) -> None:
    """That somebody answered stays with what was answered; who it was is forgotten."""
    rows = _rows(person)
    rows.filter(state="active").update(state="left")
    rows.filter(state="invited").update(state="withdrawn")
    rows.update(email=erased.address, name="")


def _rows(person: Person) -> QuerySet[DistributorUser]:
    mine = DistributorUser.objects.filter(person=person)
    return mine | DistributorUser.objects.filter(person=None, email=person.email)


held.SECTIONS.append(my_distributors)
erasure.LOCKS.append(lock_distributor_users)
erasure.ERASERS.append(empty_distributor_users)
