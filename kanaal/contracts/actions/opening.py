"""A contract is opened by its first order, which has a minimum size (K3)."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext_noop as _

from kanaal.contracts import mails, permissions
from kanaal.contracts.events import ContractOpened, ContractOrderEntered
from kanaal.contracts.keeping import keep
from kanaal.contracts.knowing import segment_name
from kanaal.contracts.models import Contract, ContractOrder
from kanaal.contracts.policy import ContractSegment, ContractSegmentsPolicy, ContractsPolicy, PaymentOptionsPolicy
from kanaal.contracts.queries import owner_of
from kanaal.contracts.rules.terms import last_day
from kanaal.contracts.sound import Given, Sound, refuse_twice, sound_order
from kanaal.contracts.writing import plan_instalments, write_order
from kanaal.core import clock
from kanaal.core.actors import Actor
from kanaal.core.addresses import one_line, sound_address
from kanaal.core.events import record
from kanaal.core.numbers import next_number
from kanaal.core.refusals import Refusal
from kanaal.core.texts import name, say, say_many
from kanaal.customers.models import Account
from kanaal.distributors.models import Distributor
from kanaal.programme import releases
from kanaal.programme.policies import policy
from kanaal.programme.policy import RegionsPolicy

SERIES = "contract"


class NoContractsFor(Refusal):
    status = 422
    field = "segment"

    def __init__(self, segment: str) -> None:
        super().__init__(
            say(_("The programme has no contracts for %(segment)s."), segment=segment_name(segment)),
            remedy=say(_("Choose the market segment of the customer; enter the order without a contract otherwise.")),
        )


class NoSuchPayment(Refusal):
    status = 422
    field = "payment"

    def __init__(self) -> None:
        super().__init__(say(_("The programme has no such way of paying.")), remedy=say(_("Choose one of the list.")))


class FirstTooSmall(Refusal):
    """What is missing is said, in points: that is what decides."""

    def __init__(self, points: int, least: int) -> None:
        super().__init__(
            say_many(
                "The order brings %(count)s point of the %(least)s that open a contract; %(missing)s are missing.",
                "The order brings %(count)s points of the %(least)s that open a contract; %(missing)s are missing.",
                points,
                least=least,
                missing=least - points,
            ),
            remedy=say(_("Let the customer order more at once, or enter the order without a contract.")),
        )


class HasContract(Refusal):
    """Two contracts of one company in one market would gather points beside each other."""

    field = "account"

    def __init__(self, contract: Contract) -> None:
        super().__init__(
            say(
                _("%(account)s orders with %(number)s already, which runs until %(day)s."),
                account=name(contract.account.name),
                number=name(contract.number),
                day=contract.ends,
            ),
            remedy=say(_("Enter the order with that contract, so that its points count there.")),
        )


@transaction.atomic
def open_contract(
    distributor: Distributor, *, given: Given, segment: str, payment: str, admin_email: str, by: Actor,
    admin_name: str = "", contract_name: str = "",
) -> Contract:  # fmt: skip
    """Open a contract with the order that the customer placed: it runs from the day of that order on.

    Refuses with FirstTooSmall, NoContractsFor, HasContract, and with all that an order can be refused for.
    """
    distributor = Distributor.locked(distributor.pk)
    receipt = permissions.open_contract.check(by, distributor)
    account = Account.locked(given.account.pk)  # two distributors at once: the second sees the first's contract

    agreed = _agreed(segment)
    email = sound_address(admin_email)
    if policy(PaymentOptionsPolicy).get(payment) is None:
        raise NoSuchPayment
    sound = sound_order(given, None, segment)
    refuse_twice(distributor, given.key)
    if (other := _other(account, segment)) is not None:
        raise HasContract(other)
    points = sum(sound.points)
    if points < agreed.first_points:
        raise FirstTooSmall(points, agreed.first_points)

    contract = _make(sound, segment, payment, one_line(contract_name) or account.name, by)
    _appoint(contract, email, one_line(admin_name))
    order = _first_order(contract, distributor, sound, agreed, by)
    fact = ContractOpened(number=contract.number, account_id=account.pk, partner_id=given.partner.pk, points=points)
    record(fact, about=contract, by=by, receipt=receipt)
    entered = ContractOrderEntered(order.pk, order.number, order.points, given.source)
    record(entered, about=contract, by=by)
    keep(contract, by=by)
    mails.contract_opened(contract)
    return contract


def _agreed(segment: str) -> ContractSegment:
    found = policy(ContractSegmentsPolicy).get(segment)
    if found is None:
        raise NoContractsFor(segment)
    return found


def _other(account: Account, segment: str) -> Contract | None:
    rows = Contract.objects.filter(account=account, segment=segment, state="live").select_related("account")
    return rows.first()


def _make(sound: Sound, segment: str, payment: str, called: str, by: Actor) -> Contract:
    rules, given = policy(ContractsPolicy), sound.given
    region = policy(RegionsPolicy).of_country(given.account.country)
    starts = given.ordered_on
    contract = Contract.objects.create(
        number=next_number(SERIES, rules.number_prefix),
        name=called[:160],
        account=given.account,
        segment=segment,
        country=given.account.country,
        region=region.key if region else "",
        currency=sound.currency,
        zone=sound.zone,
        language=given.partner.language,
        partner=given.partner,
        payment=payment,
        starts=starts,
        ends=last_day(starts, rules.term_months),
        opened_at=clock.now(),
        opened_by_id=by.person_id,
    )
    contract.terms.create(
        position=1, starts=starts, ends=contract.ends, release_id=releases.current().pk, made_at=clock.now(),
        made_by_id=by.person_id,
    )  # fmt: skip
    contract.members.create(account=given.account, affiliate=False, since=starts, added_by_id=by.person_id)
    return contract


def _appoint(contract: Contract, email: str, called: str) -> None:
    contract.administrators.create(person=owner_of(email), email=email, name=called[:120], since=contract.starts)


def _first_order(
    contract: Contract, distributor: Distributor, sound: Sound, agreed: ContractSegment, by: Actor
) -> ContractOrder:
    own = policy(ContractsPolicy).first_at_own_level
    level = agreed.ladder.key(agreed.ladder.height(sum(sound.points))) if own else ""
    order = write_order(sound, distributor, contract, level=level, by=by)
    plan_instalments(order, contract, contract.ends)
    return order
