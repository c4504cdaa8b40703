"""The demo's deals: fourteen of three partners, lived in the order in which they happened.

One is a tender, one a plain renewal that was declined; two partners registered the same need two hours apart; one
protection ends in six days; one was won with two order numbers.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from functools import partial

from kanaal.core import clock
from kanaal.core.actors import Actor
from kanaal.deals.actions.desk import ask_about_registration, take_registration
from kanaal.deals.actions.registering import begin_registration, fill_in_registration, submit_registration
from kanaal.deals.models import Registration
from kanaal.partners.actions.seats import give_seat
from kanaal.partners.models import Contact, Partner
from kanaal.people.models import Person
from kanaal.programme.policies import policy
from kanaal.sales.actions.changing import move_stage
from kanaal.sales.actions.closing import Order, book_opportunity, cancel_opportunity, lose_opportunity
from kanaal.sales.actions.opening import open_opportunity
from kanaal.sales.actions.products import add_line
from kanaal.sales.books import books_of, follows_discount_level
from kanaal.sales.models import Opportunity
from kanaal.sales.policy import StagesPolicy
from kanaal.sales.sound import Details
from kanaal.site.world import cast, customers
from kanaal.site.world.told import TOLD

Step = tuple[float, Callable[[], object]]
SEATED = ("anna", "carla", "henrike")
"""Bo has none yet: Anna may give him one."""


@dataclass(frozen=True)
class Deal:
    """An opportunity as it came about. `ago`: hours before now; `told`: its answers (none: it isn't registered)."""

    key: str
    who: str
    customer: str
    name: str
    kind: str
    need: str
    family: str
    amount: int
    ago: int
    closes_in: int
    told: str = ""
    registered_after: int = 1
    segment: str = "com"
    stage: int = 0
    lines: tuple[tuple[str, int], ...] = ()


DAY = 24
DEALS = (
    Deal("dijkroth", "anna", "dijkroth", "Acrobat voor alle vestigingen", "expansion", "standardise", "acrobat", 38_500,
         84 * DAY + 5, -5, "nl-standardise", 20, stage=6),
    Deal("zandstroom", "anna", "zandstroom", "Creative Cloud voor de lerarenopleiding", "expansion", "new-users",
         "creative-cloud", 54_000, 84 * DAY + 2, 40, "nl-users", 1, "edu", 4),
    Deal("vlaskamer", "carla", "vlaskamer", "Drukwerk zonder omwegen", "new-business", "replace-competitor",
         "creative-cloud", 12_400, 71 * DAY, -20, "nl-replace", 3, stage=3),
    Deal("elbsegel", "henrike", "elbsegel", "One library for four editorial offices", "new-business", "standardise",
         "creative-cloud", 145_000, 60 * DAY, 75, "en-standardise", 26, stage=2),
    Deal("noordwal", "carla", "noordwal", "Polissen ondertekenen", "new-business", "compliance", "acrobat", 380_000,
         DAY // 8, 120, "nl-compliance", 1, stage=3),
    Deal("bilderdienst", "henrike", "bilderdienst", "Picture desk", "new-business", "new-users", "stock", 61_000,
         41 * DAY, 12, "en-users", 4, stage=5),
    Deal("kraaienest", "anna", "kraaienest", "Twaalf plekken, één bibliotheek", "new-business", "new-users",
         "creative-cloud", 6_800, 33 * DAY, 20, "nl-agency", 2, stage=4, lines=(("CC-01-T12", 12),)),
    Deal("renewal", "anna", "groenlint", "Verlenging Acrobat", "renewal", "standardise", "acrobat", 9_400,
         26 * DAY, 35, "nl-standardise", 1, stage=3),
    Deal("lint-anna", "anna", "groenlint", "Creative Cloud voor de veiling", "new-business", "project",
         "creative-cloud", 27_300, 9 * DAY + 6, 55, "nl-project", 1, stage=2),
    Deal("lint-carla", "carla", "groenlint", "Groene Lint: nieuwe huisstijl", "new-business", "project",
         "creative-cloud", 25_900, 9 * DAY + 4, 50, "nl-project-2", 1, stage=1),
    Deal("stornierung", "henrike", "dijkroth-deutschland", "Training films for the yard", "new-business", "project",
         "captivate", 22_000, 50 * DAY, 10, stage=1),
    Deal("waterrijk", "anna", "waterrijk", "Aanbesteding digitaal ondertekenen", "tender", "compliance", "acrobat",
         86_000, 5, 90, "nl-tender", 1, "gov", 3),
    Deal("hafen", "henrike", "dijkroth-deutschland", "Drawings that everybody can read", "new-business", "standardise",
         "acrobat", 160_000, 3 * DAY, 80, "en-thin", 5, stage=1),
    Deal("vlaskamer-2", "carla", "vlaskamer", "Losse Acrobat", "new-business", "new-users", "acrobat", 4_000,
         2 * DAY, 45),
)  # fmt: skip


def build(tell: Callable[[str], None]) -> None:
    """Once: a world that has deals is left as it is."""
    if Opportunity.objects.exists():
        return
    tell("living three months of the Sales Center")
    with clock.lived(dt.timedelta(days=90)):
        _seats()
    made: dict[str, Opportunity] = {}
    for ago, happens in sorted(_story(made), key=lambda step: -step[0]):
        with clock.lived(dt.timedelta(hours=ago)):
            happens()


def _seats() -> None:
    for who in SEATED:
        by = _acting(who)
        give_seat(Contact.objects.get(person_id=by.person_id or 0, active=True), by=by)


def _story(made: dict[str, Opportunity]) -> list[Step]:
    """What happened how many hours ago."""
    steps: list[Step] = []
    for deal in DEALS:
        steps.append((deal.ago, partial(_open, deal, made)))
        if deal.told:
            steps.append((deal.ago - deal.registered_after, partial(_register, deal, made)))
        steps.append((deal.ago / 2, partial(_move, deal, made)))
    later: tuple[tuple[float, Callable[[Opportunity], None], str], ...] = (
        (5 * DAY, _book, "dijkroth"),
        (20 * DAY, _lose, "vlaskamer"),
        (24 * DAY, _cancel, "stornierung"),
        (2 * DAY, _ask, "hafen"),
        (1, _take, "waterrijk"),
    )
    return steps + [(ago, partial(_then, act, key, made)) for ago, act, key in later]


def _then(act: Callable[[Opportunity], None], key: str, made: dict[str, Opportunity]) -> None:
    made[key].refresh_from_db()
    act(made[key])


def _open(deal: Deal, made: dict[str, Opportunity]) -> None:
    by = _acting(deal.who)
    partner = Partner.objects.get(contacts__person_id=by.person_id or 0, contacts__active=True)
    closes = dt.timedelta(days=deal.closes_in + deal.ago // DAY)
    details = Details(
        name=deal.name, deal_type=deal.kind, need=deal.need, segment=deal.segment, families=(deal.family,),
        amount=Decimal(deal.amount), currency="EUR", close_on=clock.today() + max(closes, dt.timedelta(days=3)),
    )  # fmt: skip
    opportunity = open_opportunity(partner, account=customers.account(deal.customer), details=details, by=by)
    for sku, quantity in deal.lines:
        book = next((one for one in books_of(opportunity).applying if not follows_discount_level(one)), None)
        if book is not None:
            add_line(opportunity, book=book.key, sku=sku, quantity=quantity, by=by)
    made[deal.key] = opportunity


def _register(deal: Deal, made: dict[str, Opportunity]) -> None:
    by = _acting(deal.who)
    registration = begin_registration(made[deal.key], by=by)
    registration = fill_in_registration(registration, answers=TOLD[deal.told], by=by)
    submit_registration(registration, by=by)


def _move(deal: Deal, made: dict[str, Opportunity]) -> None:
    opportunity = made[deal.key]
    opportunity.refresh_from_db()
    stage = policy(StagesPolicy).stages[deal.stage]
    if opportunity.is_open and opportunity.stage != stage.key:
        move_stage(opportunity, stage=stage.key, by=_acting(deal.who))


def _book(opportunity: Opportunity) -> None:
    orders = (Order("customer-po", "DR-4471", 1), Order("distributor-order", "DN 26-118840", 2))
    book_opportunity(opportunity, reason="best-solution", orders=orders, by=_acting("anna"))


def _lose(opportunity: Opportunity) -> None:
    lose_opportunity(opportunity, reason="competitor", note="Affinity; de prijs gaf de doorslag.", by=_acting("carla"))


def _cancel(opportunity: Opportunity) -> None:
    cancel_opportunity(opportunity, reason="no-budget", by=_acting("henrike"))


def _take(opportunity: Opportunity) -> None:
    take_registration(_registration(opportunity), by=_acting("ivo"))


def _ask(opportunity: Opportunity) -> None:
    question = "Which yards are these, and who at the customer decides? We read no names and no dates yet."
    ask_about_registration(
        _registration(opportunity), fields=["found", "competitors", "done"], question=question, by=_acting("ivo")
    )


def _registration(opportunity: Opportunity) -> Registration:
    return Registration.objects.get(opportunity=opportunity)


def _acting(who: str) -> Actor:
    from kanaal.site.world.build import acting  # noqa: PLC0415 - it calls this file

    return acting(Person.objects.get(email=cast.person(who).email))
