"""What is asked of the helpdesk about a contract: another administrator (K1), another way of paying (K2).

Each comes twice: from the reseller, who names the contract, and from the contract's administrator, who authorises it by
asking.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Any

from django import forms
from django.db.models import Sum
from django.utils.translation import gettext, gettext_lazy, gettext_noop

from kanaal.contracts import permissions
from kanaal.contracts.actions.changing import (
    change_contract_administrator,
    change_contract_payment,
    refuse_same,
    sound_payment,
)
from kanaal.contracts.knowing import payment_name, today_of
from kanaal.contracts.models import Contract
from kanaal.contracts.policy import PaymentOptionsPolicy
from kanaal.contracts.queries import administration_of, administrator_of, contract_of_partner, owner_of
from kanaal.core import formats
from kanaal.core.actors import Actor
from kanaal.core.addresses import sound_address
from kanaal.core.refusals import Refusal
from kanaal.core.texts import Text, name, say
from kanaal.customers import authorising
from kanaal.customers.authorising import AuthorisedForm, HasChanged, Present
from kanaal.helpdesk.kinds import Authoriser, EvidenceWanted, Fact, RequestKind, Values, register
from kanaal.partners.queries import company_of, partner_called
from kanaal.programme.policies import policy


class NotYourContract(Refusal):
    status = 422
    field = "number"

    def __init__(self) -> None:
        super().__init__(
            say(gettext_noop("You have no customer with a contract of this number.")),
            remedy=say(gettext_noop("Look the contract up in your list, and begin from its page.")),
        )


def contract_for(subject: Any, values: Values) -> Contract:
    """The contract that is meant: the administrator's own, or one of the reseller's. Raises NotYourContract."""
    if isinstance(subject, Contract):
        return subject
    known: dict[str, Contract | None] = subject.__dict__.setdefault("_contracts_meant", {})
    number = str(values.get("number") or "").strip().upper()
    if number not in known:
        known[number] = contract_of_partner(subject, number)
    found = known[number]
    if found is None or not found.is_live:
        raise NotYourContract
    return found


def present_of(contract: Contract) -> Present | None:
    """Who administers it now, and which companies' domains a colleague may have: those that order with it."""
    known = contract.__dict__
    if "_present" not in known:
        known["_present"] = _present(contract)
    found: Present | None = known["_present"]
    return found


def _present(contract: Contract) -> Present | None:
    now = administrator_of(contract)
    if now is None:
        return None
    members = contract.members.filter(until=None).select_related("account")
    person = now.person or owner_of(now.email)
    return Present(
        about=contract,
        email=person.email if person else now.email,
        name=str(now),
        language=person.language if person else contract.language,
        person=person,
        accounts=tuple(one.account for one in members),
    )


def _mine(actor: Actor) -> Contract | None:
    now = administration_of(actor)
    return now.contract if now else None


def _contract_called(pk: int) -> Contract:
    return Contract.objects.select_related("account", "partner").get(pk=pk)


def _complete(subject: Any, values: Values, by: Actor) -> Values:
    """Who administers it at this moment: a change until the decision is noticed."""
    now = administrator_of(contract_for(subject, values))
    return {**values, "from": now.pk if now else None}


def _check_authority(subject: Any, values: Values, kind: str) -> Contract:
    contract = contract_for(subject, values)
    now = administrator_of(contract)
    if (now.pk if now else None) != values["from"]:
        raise HasChanged
    authorising.check_authoriser(present_of(contract), values, kind)
    return contract


def _authoriser(subject: Any, values: Values) -> Authoriser | None:
    contract = contract_for(subject, values)
    why = say(
        gettext_noop("You are asked because you administer the contract %(number)s."), number=name(contract.number)
    )
    return authorising.authoriser_of(present_of(contract), values, why, contract.number)


def _objector(subject: Any, values: Values) -> Authoriser | None:
    contract = contract_for(subject, values)
    return authorising.objector_of(present_of(contract), values, contract.number)


def _same_as(values: Values) -> str:
    return str(values.get("number") or "").strip().upper()


# --- another administrator (K1)


class AdministratorForm(AuthorisedForm):
    number = forms.CharField(label=gettext_lazy("Number of the contract"), max_length=24)
    email = forms.EmailField(label=gettext_lazy("Mail address of the new administrator"), max_length=254)
    name = forms.CharField(label=gettext_lazy("Name of the new administrator"), max_length=120)
    field_order = ("number", "email", "name", *authorising.HAS_LEFT, "reason")


class OwnAdministratorForm(AdministratorForm):
    """For whoever administers it: they authorise by asking."""

    def prepare(self) -> None:
        for key in ("number", *authorising.HAS_LEFT):
            del self.fields[key]


def _check_administrator(subject: Any, values: Values) -> None:
    contract = _check_authority(subject, values, "contract_administrator")
    email = sound_address(str(values["email"]))
    refuse_same(contract, email)
    present = present_of(contract)
    if present is not None:
        authorising.refuse_masquerade(present, email, "contract_administrator", "email")


def _change_administrator(subject: Any, values: Values, by: Actor) -> object:
    contract = contract_for(subject, values)
    return change_contract_administrator(contract, email=values["email"], full_name=values["name"], by=by)


def _sum_up_administrator(subject: Any, values: Values) -> Text:
    return say(
        gettext_noop("make %(name)s (%(email)s) administrator of the contract %(number)s"),
        name=name(str(values["name"])),
        email=name(str(values["email"])),
        number=name(_number(subject, values)),
    )


def _shows_administrator(subject: Any, values: Values) -> Iterator[Fact]:
    contract = contract_for(subject, values)
    present = present_of(contract)
    yield gettext("Contract"), f"{contract.number}, {contract.name}"
    yield gettext("New administrator"), f"{values['name']} ({values['email']})"
    if present is not None:
        yield gettext("Their domain"), authorising.verdict_words(present.judge(str(values["email"])))
    yield from authorising.shows_authority(present, values)


def _warns_administrator(subject: Any, values: Values) -> Iterator[Text]:
    present = present_of(contract_for(subject, values))
    return authorising.warns_of_authority(present, values, str(values["email"]))


def _number(subject: Any, values: Values) -> str:
    return subject.number if isinstance(subject, Contract) else _same_as(values)


def _region(subject: Any) -> str:
    return str(subject.region)


CONTRACT_ADMINISTRATOR = register(
    RequestKind(
        key="contract_administrator",
        label=gettext_noop("Another administrator of a contract"),
        explains=gettext_noop(
            "The present administrator authorises it with the link in a mail. If they have left, a colleague does, "
            "whose mail address is at the same domain or at one on the company's record. Then the helpdesk makes the "
            "change, and everybody concerned is told."
        ),
        form=AdministratorForm,
        subject_of=company_of,
        may_ask=permissions.ask_for_contract_administrator,
        find=partner_called,
        check=_check_administrator,
        effect=_change_administrator,
        sums_up=_sum_up_administrator,
        same_as=_same_as,
        completes=_complete,
        authoriser=_authoriser,
        may_go_without=True,
        evidence=authorising.proof_of_leaving(
            gettext_noop(
                "Only if the administrator has left and no colleague can authorise it: a letter of the company, or an "
                "extract of the register. A PDF, PNG or JPEG file."
            )
        ),
        shows=_shows_administrator,
        warns=_warns_administrator,
        region=_region,
        needs_id=True,
        objector=_objector,
    )
)
OWN_CONTRACT_ADMINISTRATOR = register(
    replace(
        CONTRACT_ADMINISTRATOR,
        key="own_contract_administrator",
        label=gettext_noop("Another administrator of your contract"),
        explains=gettext_noop(
            "You authorise it by asking. The helpdesk makes the change, and the new administrator and your reseller "
            "are told."
        ),
        form=OwnAdministratorForm,
        subject_of=_mine,
        may_ask=permissions.ask_for_own_contract,
        find=_contract_called,
        evidence=None,
    )
)


# --- another way of paying (K2)


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
    contract = _check_authority(subject, values, "contract_payment")
    sound_payment(contract, str(values["payment"]))


def _change_payment(subject: Any, values: Values, by: Actor) -> object:
    return change_contract_payment(contract_for(subject, values), payment=str(values["payment"]), by=by)


def _sum_up_payment(subject: Any, values: Values) -> Text:
    return say(
        gettext_noop("have the contract %(number)s paid otherwise: %(option)s"),
        number=name(_number(subject, values)),
        option=payment_name(str(values["payment"])),
    )


def _shows_payment(subject: Any, values: Values) -> Iterator[Fact]:
    contract = contract_for(subject, values)
    rows = contract.instalments.filter(replaced_at=None)
    coming = rows.filter(due_on__gt=today_of(contract))
    yield gettext("Contract"), f"{contract.number}, {contract.name}"
    yield gettext("Paid now"), str(payment_name(contract.payment))
    yield gettext("Asked for"), str(payment_name(str(values["payment"])))
    yield gettext("Due already, stays as it is"), _sum(rows.filter(due_on__lte=today_of(contract)), contract)
    yield gettext("Still to come, is divided anew"), _sum(coming, contract)
    yield from authorising.shows_authority(present_of(contract), values)


def _sum(rows: Any, contract: Contract) -> str:
    return formats.money(rows.aggregate(sum=Sum("amount"))["sum"] or Decimal(0), contract.currency)


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
        check=_check_payment,
        effect=_change_payment,
        sums_up=_sum_up_payment,
        same_as=_same_as,
        completes=_complete,
        authoriser=_authoriser,
        may_go_without=True,
        evidence=EvidenceWanted(
            says=gettext_noop(
                "The customer's finance department's word for it: a signed letter. A PDF, PNG or JPEG file."
            ),
            needed=lambda subject, values: True,
        ),
        shows=_shows_payment,
        warns=_warns_payment,
        region=_region,
        needs_id=True,
        objector=_objector,
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
        subject_of=_mine,
        may_ask=permissions.ask_for_own_contract,
        find=_contract_called,
    )
)
