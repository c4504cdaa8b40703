"""Another way of paying a contract: with finance's word, for what is still to come (K2)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Any

from django import forms
from django.db.models import Q, Sum
from django.utils.translation import gettext, gettext_lazy, gettext_noop

from kanaal.contracts import permissions
from kanaal.contracts.actions.changing import change_contract_payment, sound_payment
from kanaal.contracts.knowing import payment_name, today_of
from kanaal.contracts.models import Contract
from kanaal.contracts.policy import PaymentOptionsPolicy
from kanaal.contracts.requests.ours import (
    authoriser,
    check_authority,
    complete,
    contract_for,
    contract_with_id,
    mine,
    number_of,
    objector,
    partner_with_contract,
    present_of,
    region_of,
    same_as,
)
from kanaal.core import formats
from kanaal.core.actors import Actor
from kanaal.core.texts import Text, name, say
from kanaal.customers import authorising
from kanaal.customers.authorising import AuthorisedForm
from kanaal.helpdesk.kinds import EvidenceWanted, Fact, RequestKind, Values, register
from kanaal.partners.queries import company_of, partner_called
from kanaal.programme.policies import policy


class PaymentForm(AuthorisedForm):
    number = forms.CharField(label=gettext_lazy("Number of the contract"), max_length=24)
    payment = forms.ChoiceField(label=gettext_lazy("How it is to be paid"), widget=forms.RadioSelect)
    field_order = ("number", "payment", *authorising.HAS_LEFT, "reason")

    def prepare(self) -> None:
        options = policy(PaymentOptionsPolicy).payment_options
        self.offer("payment", [(one.key, f"{one.name}: {one.text}") for one in options])


class OwnPaymentForm(PaymentForm):
    def prepare(self) -> None:
        super().prepare()
        for key in ("number", *authorising.HAS_LEFT):
            del self.fields[key]


def _check_payment(subject: Any, values: Values) -> None:
    contract = check_authority(subject, values, "contract_payment")
    sound_payment(contract, str(values["payment"]))


def _change_payment(subject: Any, values: Values, by: Actor) -> object:
    return change_contract_payment(contract_for(subject, values), payment=str(values["payment"]), by=by)


def _sum_up_payment(subject: Any, values: Values) -> Text:
    return say(
        gettext_noop("have the contract %(number)s paid otherwise: %(option)s"),
        number=name(number_of(subject, values)),
        option=payment_name(str(values["payment"])),
    )


def _shows_payment(subject: Any, values: Values) -> Iterator[Fact]:
    contract = contract_for(subject, values)
    coming = Q(due_on__gt=today_of(contract))
    rows = contract.instalments.filter(replaced_at=None)
    sums = rows.aggregate(due=Sum("amount", filter=~coming), coming=Sum("amount", filter=coming))
    yield gettext("Contract"), f"{contract.number}, {contract.name}"
    yield gettext("Paid now"), str(payment_name(contract.payment))
    yield gettext("Asked for"), str(payment_name(str(values["payment"])))
    yield gettext("Due already, stays as it is"), _money(sums["due"], contract)
    yield gettext("Still to come, is divided anew"), _money(sums["coming"], contract)
    yield from authorising.shows_authority(present_of(contract), values)


def _money(amount: Decimal | None, contract: Contract) -> str:
    return formats.money(amount or Decimal(0), contract.currency)


def _warns_payment(subject: Any, values: Values) -> Iterator[Text]:
    return authorising.warns_of_authority(present_of(contract_for(subject, values)), values, "")


CONTRACT_PAYMENT = register(
    RequestKind(
        key="contract_payment",
        label=gettext_noop("Another way of paying a contract"),
        explains=gettext_noop(
            "It changes what is still to come; what is due already stays as it is. The contract's administrator "
            "authorises it, and finance's word for it is attached. Then the helpdesk makes the change."
        ),
        form=PaymentForm,
        subject_of=company_of,
        may_ask=permissions.ask_for_contract_payment,
        find=partner_called,
        finds=partner_with_contract,
        check=_check_payment,
        effect=_change_payment,
        sums_up=_sum_up_payment,
        same_as=same_as,
        completes=complete,
        authoriser=authoriser,
        may_go_without=True,
        evidence=EvidenceWanted(
            says=gettext_noop(
                "The customer's finance department's word for it: a signed letter. A PDF, PNG or JPEG file."
            ),
            needed=lambda subject, values: True,
        ),
        shows=_shows_payment,
        warns=_warns_payment,
        region=region_of,
        needs_id=True,
        objector=objector,
    )
)
OWN_CONTRACT_PAYMENT = register(
    replace(
        CONTRACT_PAYMENT,
        key="own_contract_payment",
        label=gettext_noop("Another way of paying your contract"),
        explains=gettext_noop(
            "It changes what is still to come; what is due already stays as it is. You authorise it by asking; attach "
            "the word of your finance department."
        ),
        form=OwnPaymentForm,
        subject_of=mine,
        may_ask=permissions.ask_for_own_contract,
        find=contract_with_id,
        finds=None,
    )
)
