"""What a partner can ask about accounts that all partners share: that the desk corrects one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy, gettext_noop

from kanaal.core.actors import Actor
from kanaal.core.refusals import Refusal
from kanaal.core.texts import Text, name, say
from kanaal.customers import permissions, sound
from kanaal.customers.actions.accounts import AccountUnsound, change_account
from kanaal.customers.keeping import given_of, identifiers_now
from kanaal.customers.models import Account
from kanaal.customers.queries import account_of_partner
from kanaal.helpdesk.forms import ReasonForm
from kanaal.helpdesk.kinds import RequestKind, Values, register
from kanaal.partners.models import Partner
from kanaal.partners.queries import company_of, partner_called

ADDED = {"domain": "domains", "vat_number": "vat_numbers", "register_number": "register_numbers"}
"""Fields of the form whose value is added to a list of the account."""
REPLACED = ("name", "street", "postal_code", "town", "website")


class AccountUnknown(Refusal):
    status = 422
    field = "number"

    def __init__(self) -> None:
        super().__init__(
            say(gettext_noop("There is no account with this number.")),
            remedy=say(gettext_noop("Look the account up, and begin from its page.")),
        )


class NothingToChange(Refusal):
    status = 422

    def __init__(self) -> None:
        super().__init__(
            say(gettext_noop("Nothing in this differs from what the account says already.")),
            remedy=say(gettext_noop("Fill in what should be otherwise; leave the rest empty.")),
        )


class AccountChangeForm(ReasonForm):
    """Only what is filled in is changed."""

    number = forms.CharField(label=gettext_lazy("Account number"), max_length=24)
    name = forms.CharField(
        label=gettext_lazy("New name"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("It stays known by the old one, as a former name."),
    )
    street = forms.CharField(label=gettext_lazy("Street and number"), max_length=160, required=False)
    postal_code = forms.CharField(label=gettext_lazy("Postal code"), max_length=20, required=False)
    town = forms.CharField(label=gettext_lazy("Town"), max_length=80, required=False)
    website = forms.CharField(label=gettext_lazy("Website"), max_length=200, required=False)
    domain = forms.CharField(label=gettext_lazy("E-mail domain that is missing"), max_length=120, required=False)
    vat_number = forms.CharField(label=gettext_lazy("VAT number that is missing"), max_length=40, required=False)
    register_number = forms.CharField(
        label=gettext_lazy("Trade register number that is missing"), max_length=60, required=False
    )
    field_order = ("number", *REPLACED, *ADDED, "reason")


def _account(partner: Partner, values: Values) -> Account:
    found = account_of_partner(partner, str(values["number"]))
    if found is None:
        raise AccountUnknown
    return found


def _given(account: Account, values: Values) -> dict[str, Any]:
    """What the account would say after the change."""
    given = given_of(account)
    for key in REPLACED:
        if values.get(key):
            given[key] = values[key]
    if given["name"] != account.name:
        given["former_names"] = [*given["former_names"], account.name]
    for key, target in ADDED.items():
        if values.get(key):
            given[target] = [*given[target], values[key]]
    return given


def _check(partner: Partner, values: Values) -> None:
    account = _account(partner, values)
    given, known = _given(account, values), identifiers_now(account)
    said, faults = sound.read(given, known)
    if faults:
        raise AccountUnsound([_as_asked(faults[0])])
    if said == sound.read(given_of(account), known)[0]:
        raise NothingToChange


def _as_asked(fault: sound.Fault) -> sound.Fault:
    """A fault at the field of this form."""
    back = {target: key for key, target in ADDED.items()}
    return sound.Fault(back.get(fault.field, fault.field), fault.says)


def _change(partner: Partner, values: Values, by: Actor) -> Account:
    account = _account(partner, values)
    return change_account(account, given=_given(account, values), parent=account.parent, by=by)


def _sum_up(partner: Partner, values: Values) -> Text:
    found = account_of_partner(partner, str(values["number"]))
    message = gettext_noop("change the account %(name)s (%(number)s)")
    return say(message, name=name(found.name if found else "?"), number=name(str(values["number"])))


def _shows(partner: Partner, values: Values) -> Iterator[tuple[str, Any]]:
    """What the account says now, and what it would say."""
    found = account_of_partner(partner, str(values["number"]))
    if found is None:
        return
    now = given_of(found)
    labels = AccountChangeForm.base_fields
    for key in (*REPLACED, *ADDED):
        if values.get(key):
            value = now[ADDED.get(key, key)]
            before = ", ".join(value) if isinstance(value, list) else value
            yield str(labels[key].label), f"{before or '–'} → {values[key]}"


ACCOUNT_CHANGE = register(
    RequestKind(
        key="account_change",
        label=gettext_noop("Change an account that all partners share"),
        explains=gettext_noop(
            "Accounts that all partners share are kept by the vendor's desk. Say what has changed; once somebody there "
            "has looked at it, the account says so."
        ),
        form=AccountChangeForm,
        subject_of=company_of,
        may_ask=permissions.ask_for_account_change,
        find=partner_called,
        check=_check,
        effect=_change,
        sums_up=_sum_up,
        shows=_shows,
        same_as=lambda values: str(values["number"]).strip().upper(),
    )
)
