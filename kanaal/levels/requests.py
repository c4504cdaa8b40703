"""Contesting a figure: what a partner asks of the helpdesk when a number about it is wrong (P14)."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy, gettext_noop

from kanaal.core.actors import Actor
from kanaal.core.refusals import Refusal
from kanaal.core.texts import Text, name, say
from kanaal.helpdesk.forms import ReasonForm
from kanaal.helpdesk.kinds import RequestKind, Values, register
from kanaal.levels import permissions
from kanaal.levels.actions.attesting import NeedUnknown, attest_need
from kanaal.levels.weighing import needs_of_all, weights_of
from kanaal.partners.models import Partner
from kanaal.partners.queries import company_of, partner_called


class ContestForm(ReasonForm):
    need = forms.CharField(widget=forms.HiddenInput)
    datum = forms.CharField(widget=forms.HiddenInput, required=False)
    value = forms.IntegerField(
        label=gettext_lazy("What it should be"),
        min_value=1,
        max_value=1_000_000_000,
        help_text=gettext_lazy("The number as you count it."),
    )
    reason = forms.CharField(
        label=gettext_lazy("What shows it"),
        max_length=2000,
        help_text=gettext_lazy("Order numbers, certificates, dates: what the helpdesk can look up."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    field_order = ("value", "reason")


class AlreadySo(Refusal):
    field = "value"

    def __init__(self) -> None:
        super().__init__(
            say(gettext_noop("That is no more than what we count already.")),
            remedy=say(gettext_noop("Write the number as you count it; if ours is right, nothing need be asked.")),
        )


def _check(partner: Partner, values: Values) -> None:
    need = needs_of_all().get(values["need"])
    if need is None:
        raise NeedUnknown
    if weights_of(partner, needs=[need])[need.key].value >= int(values["value"]):
        raise AlreadySo


def _effect(partner: Partner, values: Values, by: Actor) -> Any:
    evidence = f"{values['need']} {values.get('datum') or ''}".strip()
    return attest_need(partner, need=values["need"], value=int(values["value"]), evidence=evidence, by=by)


def _sum_up(partner: Partner, values: Values) -> Text:
    need = needs_of_all().get(values["need"])
    message = gettext_noop("%(partner)s contests a figure: it should be %(value)s for: %(need)s")
    shown = need.shown if need else name(str(values["need"]))
    return say(message, partner=name(partner.name), value=int(values["value"]), need=shown)


def _warn(partner: Partner, values: Values) -> list[Text]:
    """What we count today, beside what is claimed."""
    need = needs_of_all().get(values["need"])
    if need is None:
        return []
    weighed = weights_of(partner, needs=[need])[need.key]
    found = [say(gettext_noop("We count %(value)s of %(needed)s."), value=weighed.value, needed=weighed.needed)]
    if values.get("datum"):
        found.append(say(gettext_noop("It is about: %(datum)s"), datum=name(str(values["datum"]))))
    return found


CONTESTED_FACT = register(
    RequestKind(
        key="contested_fact",
        label=gettext_noop("Contest a figure"),
        explains=gettext_noop(
            "Is a number about your company wrong? Say what it should be and what shows it. When the helpdesk agrees, "
            "your number counts at once."
        ),
        form=ContestForm,
        subject_of=company_of,
        may_ask=permissions.contest_fact,
        find=partner_called,
        check=_check,
        effect=_effect,
        sums_up=_sum_up,
        warns=_warn,
        same_as=lambda values: f"{values['need']}:{values.get('datum') or ''}",
    )
)
