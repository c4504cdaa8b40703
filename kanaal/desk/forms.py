"""Forms of the desk: narrowing lists, and the decisions that need words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kanaal.core import clock
from kanaal.core.dashboards import Asked, Dashboard
from kanaal.core.forms import ActionForm, Filters, PlainForm
from kanaal.core.queues import Queue
from kanaal.core.texts import Text
from kanaal.partners.belonging import Strand
from kanaal.partners.enrolment import checks, marks, steps
from kanaal.partners.enrolment.scheme import scheme_of
from kanaal.partners.models import Enrolment
from kanaal.partners.policy import DeclineReasonsPolicy
from kanaal.programme.policies import policy
from kanaal.programme.policy import RegionsPolicy

LONGEST_RANGE = 3660
"""Days: more than ten years of months would be no picture any more."""
SHOWN_STATES = ("submitted", "asked", "approved", "declined", "withdrawn")


def _day() -> forms.DateInput:
    return forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


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


class WorkFilters(Filters):
    """What the one list is narrowed by; a queue is chosen by the views above it, and kept here."""

    queue = forms.ChoiceField(label=_("Queue"), required=False)
    region = forms.ChoiceField(label=_("Region"), required=False)
    late = forms.BooleanField(label=_("past their promise"), required=False)
    mine = forms.BooleanField(label=_("in my hands"), required=False)

    def __init__(self, *args: Any, queues: Iterable[Queue], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        regions = [(r.key, str(r.name)) for r in policy(RegionsPolicy).regions]
        self.offer("queue", [("", _("All")), *((one.key, str(one.shown_label)) for one in queues)])
        self.offer("region", [("", _("All")), *regions])


class FiguresFilters(Filters):
    """The days and the region that figures are asked of: a year, back or ahead, unless said otherwise."""

    since = forms.DateField(label=_("From"), required=False, widget=_day())
    until = forms.DateField(label=_("Until"), required=False, widget=_day())
    region = forms.ChoiceField(label=_("Region"), required=False)

    def __init__(self, *args: Any, dashboard: Dashboard, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.ahead = dashboard.ahead
        since, until = self._days({})
        self.data = {"since": since, "until": until, **{key: value for key, value in self.data.items() if value}}
        if not dashboard.ranged:
            del self.fields["since"], self.fields["until"]
        if dashboard.regional:
            regions = [(r.key, str(r.name)) for r in policy(RegionsPolicy).regions]
            self.offer("region", [("", _("All")), *regions])
        else:
            del self.fields["region"]

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or self.cleaned_data
        since, until = self._days(found)
        if since > until:
            self.add_error("until", _("The last day lies before the first. Exchange the two."))
        elif (until - since).days > LONGEST_RANGE:
            self.add_error("until", _("Figures go over ten years at most. Choose a later first day."))
        return found

    @property
    def asked(self) -> Asked:
        """What was asked of; a year, where what was asked makes no sense."""
        if self.is_valid():
            return Asked(*self._days(self.cleaned_data), self.cleaned_data.get("region") or "")
        return Asked(*self._days({}))

    def _days(self, given: dict[str, Any]) -> tuple[dt.date, dt.date]:
        today = clock.today()
        if self.ahead:
            since = given.get("since") or today
            return since, given.get("until") or since + dt.timedelta(days=365)
        until = given.get("until") or max(today, given.get("since") or today)
        return given.get("since") or (until - dt.timedelta(days=335)).replace(day=1), until


class StoryFilters(Filters):
    """What a partner's timeline is narrowed to: one kind of thing, one year."""

    strand = forms.ChoiceField(label=_("Kind"), required=False)
    year = forms.ChoiceField(label=_("Year"), required=False)

    def __init__(self, *args: Any, strands: Iterable[Strand], years: Iterable[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("strand", [("", _("All")), *((one.key, str(one.shown_label)) for one in strands)])
        self.offer("year", [("", _("All")), *((str(year), str(year)) for year in years)])

    @property
    def asked(self) -> dict[str, Any]:
        return {"strand": self.chosen.get("strand") or "", "year": int(self.chosen.get("year") or 0)}


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
