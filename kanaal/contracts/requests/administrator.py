"""Another administrator of a contract (K1)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from django import forms
from django.utils.translation import gettext, gettext_lazy, gettext_noop

from kanaal.contracts import permissions
from kanaal.contracts.actions.changing import change_contract_administrator, refuse_same
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
from kanaal.core.actors import Actor
from kanaal.core.addresses import sound_address
from kanaal.core.texts import Text, name, say
from kanaal.customers import authorising
from kanaal.customers.authorising import AuthorisedForm
from kanaal.helpdesk.kinds import Fact, RequestKind, Values, register
from kanaal.partners.queries import company_of, partner_called


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
    contract = check_authority(subject, values, "contract_administrator")
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
        number=name(number_of(subject, values)),
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
        finds=partner_with_contract,
        check=_check_administrator,
        effect=_change_administrator,
        sums_up=_sum_up_administrator,
        same_as=same_as,
        completes=complete,
        authoriser=authoriser,
        may_go_without=True,
        evidence=authorising.proof_of_leaving(
            gettext_noop(
                "Only if the administrator has left and no colleague can authorise it: a letter of the company, or an "
                "extract of the register. A PDF, PNG or JPEG file."
            )
        ),
        shows=_shows_administrator,
        warns=_warns_administrator,
        region=region_of,
        needs_id=True,
        objector=objector,
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
        subject_of=mine,
        may_ask=permissions.ask_for_own_contract,
        find=contract_with_id,
        finds=None,
        evidence=None,
    )
)
