"""Another account name, with what proves it: the ACON form (V11)."""

from __future__ import annotations

from collections.abc import Iterator

from django import forms
from django.utils.translation import gettext, gettext_lazy, gettext_noop

from kanaal.core.actors import Actor
from kanaal.core.texts import Text, name, say
from kanaal.customers.actions.accounts import change_account
from kanaal.customers.keeping import given_of
from kanaal.customers.rules.names import key_of
from kanaal.helpdesk.forms import ReasonForm
from kanaal.helpdesk.kinds import EvidenceWanted, Fact, RequestKind, Values, register
from kanaal.licensing import permissions
from kanaal.licensing.actions.moving import (
    rename_agreement,
    sound_name,
)
from kanaal.licensing.models import Agreement
from kanaal.licensing.queries import agreement_of_partner
from kanaal.licensing.requests.ours import our_agreement
from kanaal.partners.models import Partner
from kanaal.partners.queries import company_of, partner_called


class AgreementNameForm(ReasonForm):
    number = forms.CharField(label=gettext_lazy("Number of the agreement"), max_length=24)
    name = forms.CharField(
        label=gettext_lazy("New name"),
        max_length=160,
        help_text=gettext_lazy("As it stands in what proves it. No two agreements in force have one name."),
    )
    field_order = ("number", "name", "reason")


def _check_name(partner: Partner, values: Values) -> None:
    sound_name(our_agreement(partner, values), str(values["name"]))


def _rename(partner: Partner, values: Values, by: Actor) -> Agreement:
    """The agreement has the new name; so has the customer's record, if it was called by the old one."""
    agreement = our_agreement(partner, values)
    before = agreement.name
    renamed = rename_agreement(agreement, name=str(values["name"]), by=by)
    account = renamed.account
    if is_called(account.name, before):
        given = given_of(account)
        given |= {"name": renamed.name, "former_names": [*given["former_names"], account.name]}
        change_account(account, given=given, parent=account.parent, by=by)
    return renamed


def is_called(account_name: str, before: str) -> bool:
    """Is the customer's record called as the agreement was, legal form aside? Then the company has a new name."""
    return key_of(account_name) == key_of(before)


def _sum_up_name(partner: Partner, values: Values) -> Text:
    found = agreement_of_partner(partner, str(values["number"]))
    message = gettext_noop("rename %(before)s (%(number)s) to %(name)s")
    return say(
        message,
        before=name(found.name if found else "?"),
        number=name(str(values["number"])),
        name=name(str(values["name"])),
    )


def _shows_name(partner: Partner, values: Values) -> Iterator[Fact]:
    found = agreement_of_partner(partner, str(values["number"]))
    if found is None:
        return
    yield gettext("Name now"), found.name
    yield gettext("New name"), str(values["name"])
    account = found.account
    yield gettext("The customer's record"), f"{account.name} ({account.number})"
    renamed = gettext("gets the new name; it stays known by the old one, as a former name")
    kept = gettext("keeps its name, since it is called otherwise than the agreement")
    yield gettext("On approval the record"), renamed if is_called(account.name, found.name) else kept


AGREEMENT_NAME = register(
    RequestKind(
        key="agreement_name",
        label=gettext_noop("Another account name"),
        explains=gettext_noop(
            "The name of an agreement changes with that of the company. Attach the change-of-name form, or an extract "
            "of the register. On approval the agreement has its new name, and the customer's record keeps the old one "
            "as a former name; number, licences and anniversary stay as they are."
        ),
        form=AgreementNameForm,
        subject_of=company_of,
        may_ask=permissions.ask_for_agreement_name,
        find=partner_called,
        check=_check_name,
        effect=_rename,
        sums_up=_sum_up_name,
        same_as=lambda values: str(values["number"]).strip().upper(),
        evidence=EvidenceWanted(
            says=gettext_noop("The change-of-name form or an extract of the register. A PDF, PNG or JPEG file."),
            needed=lambda partner, values: True,
        ),
        shows=_shows_name,
    )
)
