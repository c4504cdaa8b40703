"""A customer comes over, with its own word for it (V9)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.translation import gettext, gettext_lazy, gettext_noop

from kanaal.core import formats
from kanaal.core.actors import Actor
from kanaal.core.refusals import Refusal
from kanaal.core.texts import Text, name, say
from kanaal.helpdesk.forms import ReasonForm
from kanaal.helpdesk.kinds import Fact, RequestKind, Values, register
from kanaal.licensing import permissions, settling
from kanaal.licensing.actions.consenting import consent_called
from kanaal.licensing.actions.moving import (
    NotSettled,
    TheirsAlready,
    fit_to_move,
    move_agreement,
)
from kanaal.licensing.knowing import today_of
from kanaal.licensing.models import Agreement, SwitchConsent
from kanaal.partners.models import Partner
from kanaal.partners.queries import company_of, partner_called

ASK_THE_CUSTOMER = gettext_noop(
    "The customer's administrator makes a code in the Admin Console, and gives it to you. Ask for a new one."
)


class ConsentInvalid(Refusal):
    """The code says nothing of any customer, or nothing any more."""

    status = 422
    field = "code"

    def __init__(self, says: str, **params: Any) -> None:
        super().__init__(say(says, **params), remedy=say(ASK_THE_CUSTOMER))


class SwitchForm(ReasonForm):
    code = forms.CharField(
        label=gettext_lazy("The customer's consent code"),
        max_length=80,
        help_text=gettext_lazy(
            "Its administrator makes one in the Admin Console. Until the move is done you learn no more of the "
            "customer than its name and number."
        ),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    field_order = ("code", "reason")


def _complete_switch(partner: Partner, values: Values, by: Actor) -> Values:
    """Instead of the code, which is nobody's to keep: what it stands for, and the day on which it was shown to us."""
    consent = _consent(str(values["code"]))
    _must_hold(consent, today_of(consent.agreement))
    return {
        "consent": consent.pk,
        "agreement": consent.agreement_id,
        "shown_on": today_of(consent.agreement).isoformat(),
    }


def _consent(code: str) -> SwitchConsent:
    found = consent_called(code)
    if found is None:
        raise ConsentInvalid(gettext_noop("This code is not known."))
    return found


def _must_hold(consent: SwitchConsent, shown_on: dt.date) -> None:
    """A code that held when it was shown is good until the helpdesk decides, unless the customer thinks again."""
    if consent.withdrawn_at is not None:
        raise ConsentInvalid(gettext_noop("The customer has withdrawn this code."))
    if consent.used_at is not None:
        raise ConsentInvalid(gettext_noop("This code was used already."))
    if consent.until < shown_on:
        raise ConsentInvalid(gettext_noop("This code held until %(day)s."), day=consent.until)


def _meant(partner: Partner, values: Values) -> SwitchConsent:
    """The consent that was shown; asked once for each partner in hand."""
    known: dict[int, SwitchConsent] = partner.__dict__.setdefault("_consents_meant", {})
    pk = int(values["consent"])
    if pk not in known:
        rows = SwitchConsent.objects.select_related("agreement__partner", "agreement__account", "made_by")
        known[pk] = rows.get(pk=pk)
    return known[pk]


def _check_switch(partner: Partner, values: Values) -> None:
    consent = _meant(partner, values)
    agreement = consent.agreement
    if agreement.partner_id == partner.pk:
        raise TheirsAlready(agreement, partner)
    _must_hold(consent, dt.date.fromisoformat(str(values["shown_on"])))
    if not agreement.is_live:
        raise ConsentInvalid(gettext_noop("The agreement of this code was cancelled."))
    fit_to_move(agreement, partner)
    if found := settling.open_of(agreement):
        raise NotSettled(found, named=False)


def _switch(partner: Partner, values: Values, by: Actor) -> Agreement:
    """The move uses the code up; one that the customer withdrew at this very moment undoes it."""
    consent = _meant(partner, values)
    moved = move_agreement(consent.agreement, to=partner, by=by)
    consent.refresh_from_db(fields=["withdrawn_at"])
    if consent.withdrawn_at is not None:
        raise ConsentInvalid(gettext_noop("The customer has withdrawn this code."))
    return moved


def _sum_up_switch(partner: Partner, values: Values) -> Text:
    agreement = _meant(partner, values).agreement
    return say(
        gettext_noop("move %(customer)s (%(number)s) to %(partner)s"),
        customer=name(agreement.name),
        number=name(agreement.number),
        partner=name(partner.name),
    )


def _shows_switch(partner: Partner, values: Values) -> Iterator[Fact]:
    """For the desk: whose it is now, and who at the customer agreed."""
    consent = _meant(partner, values)
    agreement = consent.agreement
    yield gettext("Reseller now"), agreement.partner.name
    yield gettext("Licences"), formats.number(agreement.licences)
    if agreement.anniversary:
        yield gettext("Anniversary"), formats.date(agreement.anniversary)
    yield gettext("The customer agreed"), formats.moment(consent.made_at)
    if consent.made_by:
        yield gettext("Who agreed"), str(consent.made_by)


def _warns_switch(partner: Partner, values: Values) -> Iterator[Text]:
    agreement = _meant(partner, values).agreement
    if found := settling.open_of(agreement):
        yield say(gettext_noop("Open, to be settled first: %(numbers)s"), numbers=name(", ".join(found.numbers)))
    if agreement.past_due_on and agreement.opens_on and agreement.opens_on <= today_of(agreement):
        yield say(gettext_noop("Its renewal is open: the new reseller will have to order it."))


RESELLER_SWITCH = register(
    RequestKind(
        key="reseller_switch",
        label=gettext_noop("A customer chooses another reseller"),
        explains=gettext_noop(
            "The customer chooses its reseller and gives you a code. When the helpdesk approves, the agreement is "
            "yours from that day; its licences and its anniversary stay as they are. The reseller of before is told."
        ),
        form=SwitchForm,
        subject_of=company_of,
        may_ask=permissions.ask_for_reseller_switch,
        find=partner_called,
        check=_check_switch,
        effect=_switch,
        sums_up=_sum_up_switch,
        same_as=lambda values: str(values["agreement"]),
        completes=_complete_switch,
        shows=_shows_switch,
        warns=_warns_switch,
    )
)
