"""What became of licences in the demo: Eva's municipality uses four that nobody ordered, since 64 days, and thirteen of
its people have the product; Elbsegel renewed 18 of 25. Then the clock's rounds, as if it had made them each day.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import partial

from kanaal.core import clock
from kanaal.core.actors import Actor
from kanaal.distribution.actions.answering import confirm_order
from kanaal.licensing.actions.assignments import assign_licence
from kanaal.licensing.actions.authorising import authorise_licences
from kanaal.licensing.actions.ordering import order_licences
from kanaal.licensing.actions.renewing import order_renewal
from kanaal.licensing.actions.seeing_to import see_to_agreement
from kanaal.licensing.actions.users import UserDetails, add_licence_user
from kanaal.licensing.knowing import today_of
from kanaal.licensing.models import Addition, Agreement, LicenceUser
from kanaal.licensing.prices import products_for
from kanaal.people import roles
from kanaal.people.models import Person
from kanaal.site.world import cast, distribution, licences

Tell = Callable[[str], None]
Step = tuple[float, Callable[[], object]]
OWED, RENEWS = "waterrijk", "elbsegel"
ROUNDS = 140
"""So many days back the clock's rounds begin: before the first licences."""
USERS = (
    "Marloes Dijkstra", "Henk Pronk", "Yara el Amrani", "Tom Verduin", "Ineke Smit", "Bas Rietveld", "Lotte Kuiper",
    "Ruben Haas", "Anouk de Wit", "Gijs Terpstra", "Sanne Boersma", "Joris Kok", "Femke Vos",
)  # fmt: skip


def build(tell: Tell) -> None:
    """Once: licences that were given out are left as they are."""
    if LicenceUser.objects.exists():
        return
    tell("giving licences to users, renewing, and telling who is to be told")
    steps: list[Step] = [
        (125, partial(_add, 10)), (120, partial(_order, 10, "GW-11")), (119, partial(_confirm, "GW-11", 10)),
        (118, _users), (64, partial(_add, 4)), (63, partial(_assign, USERS[10:])),
        (12, _renew), (11, partial(_confirm, "EV-4500", 18)),
    ]  # fmt: skip
    steps += [(ago, partial(_round)) for ago in range(ROUNDS, -1, -1)]
    for ago, happens in sorted(steps, key=lambda step: -step[0]):
        with clock.lived(dt.timedelta(days=ago)):
            happens()


def _round() -> None:
    """What the clock's daily job does: it looks at every agreement for which a day has come."""
    due = Agreement.objects.filter(state="live", look_on__isnull=False).order_by("pk")
    for agreement in due:
        if agreement.look_on is not None and agreement.look_on <= today_of(agreement):
            see_to_agreement(agreement)


def _sku(agreement: Agreement) -> str:
    return products_for(agreement, today_of(agreement))[0].sku


def _add(quantity: int) -> None:
    agreement = licences.agreement(OWED)
    authorise_licences(agreement, wanted={_sku(agreement): quantity}, by=licences._acting("anna"))


def _order(quantity: int, reference: str) -> None:
    agreement = licences.agreement(OWED)
    number = Addition.objects.get(agreement=agreement, quantity=quantity).number
    order_licences(
        agreement, wanted={number: quantity}, distributor=distribution.companies()["noord"], reference=reference,
        by=licences._acting("anna"),
    )  # fmt: skip


def _renew() -> None:
    """Eighteen of the 25: seven are not needed any more, and end."""
    agreement = licences.agreement(RENEWS)
    sku = agreement.additions.order_by("pk").values_list("sku", flat=True)[0]
    order_renewal(
        agreement, wanted={sku: 18}, distributor=distribution.companies()["elb"], reference="EV-4500",
        by=licences._acting("henrike"),
    )  # fmt: skip


def _confirm(reference: str, quantity: int) -> None:
    key = "noord" if reference.startswith("GW") else "elb"
    agreement = licences.agreement(OWED if key == "noord" else RENEWS)
    order = agreement.orders.select_related("agreement", "partner", "distributor").get(reference=reference)
    person = Person.objects.get(email=distribution.COMPANIES[key][1])
    by = _as(person, "distributor")
    confirm_order(order, quantities={1: quantity}, order_number=f"{key.upper()[:2]}-{60000 + order.pk}", by=by)


# --- users


def _users() -> None:
    agreement, by = licences.agreement(OWED), _eva()
    for name in USERS:
        first, *rest = name.split()
        email = f"{first}.{rest[-1]}@gemeente-waterrijk.example".lower()
        add_licence_user(agreement, details=UserDetails(email=email, name=name), by=by)
    _assign(USERS[:10])


def _assign(names: tuple[str, ...]) -> None:
    agreement, by = licences.agreement(OWED), _eva()
    for user in agreement.licence_users.filter(name__in=names).order_by("pk"):
        assign_licence(user, sku=_sku(agreement), by=by)


def _eva() -> Actor:
    return _as(Person.objects.get(email=cast.person("eva").email), "administrator")


def _as(person: Person, kind: str) -> Actor:
    role = next(role for role in roles.roles_of(person.pk) if role.kind == kind)
    return Actor("person", person.pk, str(person), person.email, role)
