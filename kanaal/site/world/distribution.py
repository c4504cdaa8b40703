"""The demo's distributors, and what resellers have asked of them: answered, in part, late, refused, on its way back.

Dirk acts for Distri Noord, Silke for Elbkontor Vertrieb in Hamburg. All happens by the actions of real life.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import partial

from allauth.account.models import EmailAddress

from kanaal.core import clock
from kanaal.core.actors import Actor
from kanaal.core.refusals import Refusal
from kanaal.distribution.actions.answering import confirm_order, refuse_lines
from kanaal.distribution.actions.returning import authorise_return, credit_return, request_return
from kanaal.distributors.actions.companies import Details, make_distributor
from kanaal.distributors.actions.users import accept_distributor_user, invite_distributor_user
from kanaal.distributors.models import Distributor
from kanaal.licensing.actions.authorising import authorise_licences
from kanaal.licensing.actions.ordering import order_licences
from kanaal.licensing.actions.returning import ask_return, order_and_return
from kanaal.licensing.knowing import today_of
from kanaal.licensing.models import Agreement, Order, Return
from kanaal.licensing.prices import products_for
from kanaal.people import roles
from kanaal.people.models import Person
from kanaal.site.world import cast, licences

Tell = Callable[[str], None]
SILKE = ("silke.thoms@elbkontor-vertrieb.example", "Silke Thoms")
COMPANIES = {
    "noord": (Details("Distri Noord", "NL", ("emea",), "nl", "D-1042"), cast.person("dirk").email, "Dirk Postma"),
    "elb": (Details("Elbkontor Vertrieb", "DE", ("emea",), "en", "D-1077"), *SILKE),
}


@dataclass(frozen=True)
class Ask:
    """An order in the demo: licences authorised `added` days ago, asked for `asked` days ago.

    `confirmed`: how many of them, on which day; `refused`: for which reason. What neither says waits.
    """

    who: str
    customer: str
    quantity: int
    added: float
    asked: float
    at: str = "noord"
    reference: str = ""
    confirmed: tuple[int, float] | None = None
    refused: tuple[str, float] | None = None
    back: float = 0
    """So many days ago the return was asked for; `stage` is how far it came."""
    stage: str = ""
    at_once: bool = False


ASKS = (
    Ask("anna", "noordwal", 46, 138, 130, reference="NW-2026-310", confirmed=(46, 129)),
    Ask("carla", "groenlint", 12, 126, 121, reference="GL-88", confirmed=(12, 120)),
    Ask("henrike", "elbsegel", 25, 101, 99, "elb", "EV-4471", confirmed=(25, 98)),
    Ask("anna", "dijkroth", 18, 93, 88, reference="DR-17", confirmed=(18, 87)),
    Ask("carla", "vlaskamer", 12, 29, 4, reference="VK-2", confirmed=(8, 3)),
    Ask("anna", "dijkroth", 6, 12, 11, reference="DR-21", confirmed=(6, 10), back=6, stage="requested"),
    Ask("anna", "noordwal", 4, 13, 12, reference="NW-2026-402", confirmed=(4, 11), back=9, stage="credited"),
    Ask("anna", "zandstroom", 3, 15, 8, refused=("reference", 7)),
    Ask("anna", "kraaienest", 12, 33, 2, reference="KC-9"),
    Ask("henrike", "elbsegel", 5, 9, 1, "elb", "EV-4602"),
    Ask("joost", "zeelt", 3, 6, 0.3, reference="2026-77"),
)


def build(tell: Tell) -> None:
    """Once: a world that has orders is left as it is. The distributors are there before whoever needs them."""
    companies()
    if Order.objects.exists():
        return
    tell("asking distributors for licences")
    steps: list[tuple[float, Callable[[], object]]] = []
    for one in ASKS:
        steps += _steps(one)
    for ago, happens in sorted(steps, key=lambda step: -step[0]):
        with clock.lived(dt.timedelta(days=ago)), suppress(Refusal):  # the customer's own story may stand in the way
            happens()


def companies() -> dict[str, Distributor]:
    """The two, with somebody at each; made once."""
    found = {}
    for key, (details, email, name) in COMPANIES.items():
        known = Distributor.objects.filter(external_id=details.external_id).first()
        found[key] = known or _make(details, email, name)
    return found


def _make(details: Details, email: str, name: str) -> Distributor:
    with clock.lived(dt.timedelta(days=410)):
        vera = licences._acting("vera")
        made = make_distributor(details=details, by=vera)
        user = invite_distributor_user(made, email=email, full_name=name, by=vera)
        person = Person.objects.filter(email=email).first() or _person(email, name)
        by = Actor("person", person.pk, str(person), person.email)
        accept_distributor_user(user, person=person, full_name=name, by=by)
    return made


def _person(email: str, name: str) -> Person:
    person = Person.objects.create_user(email, cast.DEMO_PASSWORD, name=name, language="en")
    EmailAddress.objects.create(user=person, email=email, verified=True, primary=True)
    return person


def _steps(one: Ask) -> list[tuple[float, Callable[[], object]]]:
    steps: list[tuple[float, Callable[[], object]]] = [
        (one.added, partial(_authorise, one)),
        (one.asked, partial(_ask, one)),
    ]
    if one.confirmed is not None:
        steps.append((one.confirmed[1], partial(_confirm, one, one.confirmed[0])))
    if one.refused is not None:
        steps.append((one.refused[1], partial(_refuse, one, one.refused[0])))
    if one.back:
        steps += [(one.back, partial(_return, one)), (one.back - 0.2, partial(_request, one))]
    if one.stage == "credited":
        steps += [(one.back - 1, partial(_authorise_return, one)), (one.back - 2, partial(_credit, one))]
    return steps


def _authorise(one: Ask) -> None:
    agreement = licences.agreement(one.customer)
    sold = products_for(agreement, today_of(agreement))
    sku = next(one.sku for one in sold if one.kind == "subscription")
    authorise_licences(agreement, wanted={sku: one.quantity}, by=licences._acting(one.who))


def _ask(one: Ask) -> None:
    agreement = licences.agreement(one.customer)
    addition = agreement.additions.filter(quantity=one.quantity).latest("pk")
    act = order_and_return if one.at_once else order_licences
    act(
        agreement, wanted={addition.number: one.quantity}, distributor=companies()[one.at], reference=one.reference,
        by=licences._acting(one.who),
    )  # fmt: skip


def _confirm(one: Ask, quantity: int) -> None:
    number = f"{'DN' if one.at == 'noord' else 'EK'}-{70000 + _order(one).pk}"
    confirm_order(_order(one), quantities={1: quantity}, order_number=number, by=_distributor(one))


def _refuse(one: Ask, reason: str) -> None:
    note = "De inkooporder in uw mail heeft een ander nummer."
    refuse_lines(_order(one), quantities={1: one.quantity}, reason=reason, note=note, by=_distributor(one))


def _return(one: Ask) -> None:
    reason = "De klant heeft er te veel laten toevoegen."
    ask_return(_order(one), lines={1: one.quantity}, reason=reason, by=licences._acting(one.who))


def _request(one: Ask) -> None:
    request_return(_back(one), by=_distributor(one))


def _authorise_return(one: Ask) -> None:
    authorise_return(_back(one), by=licences._acting("ivo"))


def _credit(one: Ask) -> None:
    credit_return(_back(one), credit_number="CN-20260214", by=licences._acting("ivo"))


def _order(one: Ask) -> Order:
    agreement: Agreement = licences.agreement(one.customer)
    found = agreement.orders.filter(lines__quantity=one.quantity).select_related("agreement", "partner", "distributor")
    return found.latest("pk")


def _back(one: Ask) -> Return:
    found = Return.objects.select_related("order__agreement", "order__partner", "order__distributor")
    return found.get(order=_order(one))


def _distributor(one: Ask) -> Actor:
    return acting_for(one.at)


def acting_for(key: str) -> Actor:
    """Whoever acts for a distributor of the demo."""
    person = Person.objects.get(email=COMPANIES[key][1])
    role = next(role for role in roles.roles_of(person.pk) if role.kind == "distributor")
    return Actor("person", person.pk, str(person), person.email, role)
