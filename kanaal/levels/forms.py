"""Forms about levels: the application, the desk's decision, an attestation, and trying other numbers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kanaal.core.forms import ActionForm
from kanaal.levels.models import Upgrade
from kanaal.levels.policy import UpgradeQuestion, UpgradeQuestionsPolicy, UpgradeReasonsPolicy
from kanaal.levels.weighing import Weights, needed, needs_of_all
from kanaal.partners.policy import Level, LevelsPolicy, Need
from kanaal.programme import releases
from kanaal.programme.policies import policy

MOST = 1_000_000_000


def questions_for(level: str) -> Sequence[UpgradeQuestion]:
    """What the programme asks of whoever applies for a level."""
    has = releases.current().pack.has(UpgradeQuestionsPolicy)
    return policy(UpgradeQuestionsPolicy).asked_for(level) if has else ()


class UpgradeForm(ActionForm):
    """The programme's questions for one level."""

    def __init__(self, *args: Any, level: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for question in questions_for(level):
            self.fields[question.key] = _field(question)

    @property
    def answers(self) -> dict[str, str]:
        """What was filled in, as text."""
        return {k: ("yes" if v is True else "" if v in (None, False) else str(v)) for k, v in self.cleaned_data.items()}


def _field(question: UpgradeQuestion) -> forms.Field:
    given: dict[str, Any] = {
        "label": str(question.label),
        "required": question.required,
        "help_text": str(question.help) if question.help else "",
    }
    if question.kind == "number":
        return forms.IntegerField(min_value=0, max_value=MOST, **given)
    if question.kind == "confirm":
        return forms.BooleanField(**given)
    if question.kind == "text":
        return forms.CharField(max_length=4000, widget=forms.Textarea(attrs={"rows": 4}), **given)
    return forms.CharField(max_length=200, **given)


def answered(upgrade: Upgrade) -> list[tuple[str, str]]:
    """The questions as they are asked today, and what was answered; a question that is gone shows its key."""
    labels = {q.key: str(q.label) for q in questions_for(upgrade.level)}
    boxes = {q.key for q in questions_for(upgrade.level) if q.kind == "confirm"}
    yes = str(_("yes"))
    return [(labels.get(k, k), yes if k in boxes and v else v) for k, v in upgrade.answers.items()]


class DeclineUpgradeForm(ActionForm):
    reason = forms.ChoiceField(label=_("Reason"), widget=forms.RadioSelect)
    note = forms.CharField(
        label=_("Note"),
        required=False,
        max_length=2000,
        help_text=_("The partner reads it beneath the reason. Write it in their language."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("reason", [(r.key, str(r.name)) for r in policy(UpgradeReasonsPolicy).upgrade_reasons])


class AttestForm(ActionForm):
    need = forms.ChoiceField(label=_("What you attest"))
    value = forms.IntegerField(label=_("How much"), min_value=1, max_value=MOST, initial=1)
    evidence = forms.CharField(
        label=_("Evidence"),
        max_length=4000,
        help_text=_("What you have seen: a report, an order number, a signed agreement."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    until = forms.DateField(
        label=_("Counts until"),
        required=False,
        help_text=_("Left empty, it counts as long as the programme says."),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )

    def __init__(self, *args: Any, needs: Sequence[Need], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("need", [(need.key, str(need.shown)) for need in needs])


class WhatIfForm(forms.Form):
    """A number for each need that a higher level adds, as it is now; the reader changes what they like."""

    def __init__(self, *args: Any, weights: Weights, level: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""
        for need in _variable(level):
            weighed = weights[need.key]
            self.fields[need.key] = forms.IntegerField(
                label=str(need.shown),
                min_value=0,
                max_value=MOST,
                required=False,
                initial=max(weighed.value, weighed.needed if weighed.met else 0),
            )


def _variable(level: str) -> list[Need]:
    levels = policy(LevelsPolicy)
    mine: Level | None = levels.get(level)
    higher = levels.above(mine) if mine else levels.by_rank
    keys = {need.key for other in higher for need in levels.needs_of(other)}
    keys -= {need.key for need in levels.needs_of(mine)} if mine else set()
    return [need for need in needs_of_all().values() if need.key in keys]


def met_by(values: dict[str, int | None], weights: Weights) -> set[str]:
    """The needs that are met with other numbers; a need without a number of its own stays as it is."""
    needs = needs_of_all()
    met = {key for key, weighed in weights.items() if weighed.met and key not in values}
    return met | {key for key, value in values.items() if key in needs and (value or 0) >= needed(needs[key])}


class ProposeForm(ActionForm):
    title = forms.CharField(
        label=_("What would change"), max_length=120, help_text=_("A few words for the list: two certificates for …")
    )


class FileForm(ActionForm):
    text = forms.CharField(
        label=_("Text"),
        strip=False,
        max_length=2_000_000,
        widget=forms.Textarea(attrs={"rows": 30, "spellcheck": "false"}),
    )


class PublishForm(ActionForm):
    begins = forms.DateField(
        label=_("In force from"),
        help_text=_("At midnight of this day. Whoever falls short is told at once, with this day."),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )
    note = forms.CharField(label=_("Why"), max_length=400, required=False, help_text=_("Kept with the release."))
