"""Forms of the desk: narrowing lists, and the decisions that need words."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kanaal.core.forms import ActionForm, Filters, PlainForm
from kanaal.core.texts import Text
from kanaal.partners.enrolment import checks, marks, steps
from kanaal.partners.enrolment.scheme import scheme_of
from kanaal.partners.models import Enrolment
from kanaal.partners.policy import DeclineReasonsPolicy
from kanaal.programme.policies import policy
from kanaal.programme.policy import RegionsPolicy

SHOWN_STATES = ("submitted", "asked", "approved", "declined", "withdrawn")


class QueueFilters(Filters):
    q = forms.CharField(label=_("Company or address"), required=False, widget=forms.TextInput(attrs={"type": "search"}))
    state = forms.ChoiceField(label=_("State"), required=False)
    region = forms.ChoiceField(label=_("Region"), required=False)
    mark = forms.ChoiceField(label=_("Mark"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        labels = Enrolment.lifecycle.labels
        regions = [(r.key, str(r.name)) for r in policy(RegionsPolicy).regions]
        self.offer("state", [(s, str(Text(labels[s])).capitalize()) for s in SHOWN_STATES])
        self.offer("region", [("", _("All")), *regions])
        self.offer("mark", [("", _("All")), *((k, str(Text(label)).capitalize()) for k, label in marks.LABELS.items())])


class PartnerSearch(PlainForm):
    q = forms.CharField(
        label=_("Name, membership ID or e-mail domain"),
        required=False,
        widget=forms.TextInput(attrs={"type": "search"}),
    )


class DeclineForm(ActionForm):
    reason = forms.ChoiceField(label=_("Reason"), widget=forms.RadioSelect)
    note = forms.CharField(
        label=_("Note"),
        required=False,
        max_length=2000,
        help_text=_("The applicant reads it beneath the reason. Write it in their language."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("reason", [(r.key, str(r.name)) for r in policy(DeclineReasonsPolicy).decline_reasons])


class AskForm(ActionForm):
    fields_asked = forms.MultipleChoiceField(
        label=_("What is it about?"),
        help_text=_("The applicant can change these fields, and no others."),
        widget=forms.CheckboxSelectMultiple,
    )
    question = forms.CharField(
        label=_("Question"),
        max_length=2000,
        help_text=_("The applicant reads it as it stands here. Write it in their language."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args: Any, country: str, **kwargs: Any) -> None:
        """Offered are the fields that applicants of the country have been asked."""
        super().__init__(*args, **kwargs)
        asked = {*checks.fields_for(country, scheme_of()), *steps.CONTACT.fields}
        self.offer("fields_asked", [(f, str(steps.label(f))) for f in steps.ASKABLE if f in asked])
