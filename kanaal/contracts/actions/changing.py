"""What the helpdesk changes on a contract once it was authorised: who administers it, and how it is paid (K1, K2)."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext_noop as _

from kanaal.catalogue.sheets import decimals_of
from kanaal.contracts import mails, permissions
from kanaal.contracts.actions.opening import NoSuchPayment
from kanaal.contracts.events import ContractAdministratorChanged, ContractPaymentChanged
from kanaal.contracts.knowing import payment_name, payment_option, today_of
from kanaal.contracts.models import Contract, ContractAdministrator, Instalment
from kanaal.contracts.policy import PaymentOption
from kanaal.contracts.queries import administrator_of, owner_of
from kanaal.contracts.rules.instalments import Part, rescheduled, to_come
from kanaal.core import clock
from kanaal.core.actors import Actor
from kanaal.core.addresses import one_line, sound_address
from kanaal.core.events import record
from kanaal.core.refusals import Refusal
from kanaal.core.texts import name, say


class AdministersAlready(Refusal):
    field = "email"

    def __init__(self, email: str) -> None:
        super().__init__(
            say(_("%(email)s administers this contract already."), email=name(email)),
            remedy=say(_("Nothing is to be done.")),
        )


class PaidSoAlready(Refusal):
    field = "payment"

    def __init__(self, option: str) -> None:
        super().__init__(
            say(_("This contract is paid so already: %(option)s."), option=payment_name(option)),
            remedy=say(_("Choose another way of paying.")),
        )


@transaction.atomic
def change_contract_administrator(
    contract: Contract, *, email: str, full_name: str = "", by: Actor
) -> ContractAdministrator:
    """Somebody else administers the contract from today on. The old one and everybody concerned are told (K1)."""
    contract = Contract.locked(contract.pk)
    receipt = permissions.change_contract_administrator.check(by, contract)

    email, was = sound_address(email), administrator_of(contract)
    refuse_same(contract, email)
    today = today_of(contract)
    if was is not None:
        was.until = today
        was.save(update_fields=["until"])
    person = owner_of(email)
    made = contract.administrators.create(person=person, email=email, name=one_line(full_name)[:120], since=today)
    contract.__dict__.pop("_administrator", None)
    fact = ContractAdministratorChanged(
        administrator_id=made.pk, was_id=was.pk if was else None, email=email, was=was.email if was else ""
    )
    record(fact, about=contract, by=by, person_id=person.pk if person else None, receipt=receipt)
    mails.contract_administrator_changed(contract, made, was)
    return made


@transaction.atomic
def change_contract_payment(contract: Contract, *, payment: str, by: Actor) -> Contract:
    """Orders are paid otherwise: what is still to come is divided anew, what is due stays as it is (K2)."""
    contract = Contract.locked(contract.pk)
    receipt = permissions.change_contract_payment.check(by, contract)

    option = sound_payment(contract, payment)
    before, contract.payment = contract.payment, option.key
    contract.save(update_fields=["payment"])
    count = _divide_anew(contract, option)
    fact = ContractPaymentChanged(before=before, after=option.key, instalments=count)
    record(fact, about=contract, by=by, receipt=receipt)
    mails.contract_payment_changed(contract, before)
    return contract


def refuse_same(contract: Contract, email: str) -> None:
    now = administrator_of(contract)
    if now is not None and now.email.lower() == email.lower():
        raise AdministersAlready(email)


def sound_payment(contract: Contract, payment: str) -> PaymentOption:
    """The option, if the programme has it and the contract is not paid so already."""
    option = payment_option(payment)
    if option is None:
        raise NoSuchPayment
    if contract.payment == payment:
        raise PaidSoAlready(payment)
    return option


def _divide_anew(contract: Contract, option: PaymentOption) -> int:
    """Order by order; answers how many instalments gave way."""
    today, places, replaced = today_of(contract), decimals_of(contract.currency), 0
    rows = contract.instalments.filter(replaced_at=None, due_on__gt=today).order_by("order", "due_on")
    by_order: dict[int, list[Instalment]] = {}
    for row in rows.select_related("order__term"):
        by_order.setdefault(row.order_id, []).append(row)
    for found in by_order.values():
        order = found[0].order
        parts = to_come([Part(one.due_on, one.amount) for one in found], today)
        ends = order.term.ends if order.term else contract.ends
        new = rescheduled(parts, today, ends, option.rule, places)
        Instalment.objects.filter(pk__in=[one.pk for one in found]).update(replaced_at=clock.now())
        Instalment.objects.bulk_create(
            Instalment(contract=contract, order=order, due_on=one.due_on, amount=one.amount, option=option.key)
            for one in new
        )
        replaced += len(found)
    return replaced
