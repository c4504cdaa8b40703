"""Forms about sales reports, their keys, rates and periods."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kanaal.core import clock
from kanaal.core.forms import ActionForm, Filters
from kanaal.sellthrough.actions.reports import MONTHS_BACK
from kanaal.sellthrough.models import month_of
from kanaal.sellthrough.periods import MonthName, after

OFFERED = 12
TABLES = ".csv,.txt,.xlsx,text/csv,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def months(first: int = 0, many: int = OFFERED) -> list[tuple[str, Any]]:
    """Months to choose from, the latest first; `first` so many before this one."""
    now = month_of(clock.today())
    return [(month, MonthName(month)) for month in (after(now, -ago) for ago in range(first, first + many))]


class SendReportForm(ActionForm):
    month = forms.ChoiceField(
        label=_("Month"), help_text=_("The month on which you report. Late lines of other months may be in it.")
    )
    file = forms.FileField(
        label=_("File"),
        max_length=200,
        help_text=_("CSV or an Excel workbook (.xlsx), with headings in the first row."),
        widget=forms.ClearableFileInput(attrs={"accept": TABLES}),
    )
    announced = forms.IntegerField(
        label=_("Number of lines"),
        required=False,
        min_value=1,
        max_value=10_000_000,
        help_text=_("If you know it: then a file that arrived in part is not taken for a whole one."),
    )
    dates = forms.ChoiceField(
        label=_("How days are written"),
        required=False,
        choices=[
            ("", _("Find out from the file")),
            ("dmy", _("Day first: 24/03/2026")),
            ("mdy", _("Month first: 03/24/2026")),
        ],
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("month", months(many=min(OFFERED, MONTHS_BACK)))


class NothingSoldForm(ActionForm):
    month = forms.ChoiceField(label=_("Month"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("month", months(1))


class KeyForm(ActionForm):
    name = forms.CharField(
        label=_("Name of the program"), max_length=80, help_text=_("For instance: our ERP, each night.")
    )


class LineSearch(Filters):
    q = forms.CharField(
        label=_("Number of an order, a customer's PO, a line or a report"), required=False, max_length=80,
        widget=forms.TextInput(attrs={"type": "search"}),
    )  # fmt: skip


class ReportSearch(Filters):
    q = forms.CharField(label=_("Report"), required=False, max_length=40)
    state = forms.ChoiceField(
        label=_("State"), required=False,
        choices=[("", _("All")), ("refused", _("With refused lines")), ("reading", _("Being read")),
                 ("unreadable", _("Can't be read"))],
    )  # fmt: skip


class RatesForm(ActionForm):
    file = forms.FileField(
        label=_("File"),
        max_length=200,
        help_text=_("CSV with the columns day, currency, base, rate: so many of the currency are one of the base."),
        widget=forms.ClearableFileInput(attrs={"accept": TABLES}),
    )
    correct = forms.BooleanField(
        label=_("Rates that are known otherwise were wrong"),
        required=False,
        help_text=_("They are corrected, and lines get their amount anew. Locked months and approved rebates stay."),
    )


class LockForm(ActionForm):
    period = forms.ChoiceField(label=_("Month"))
    reason = forms.CharField(label=_("Why"), max_length=500)

    def __init__(self, *args: Any, locked: frozenset[str] = frozenset(), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("period", [(key, word) for key, word in months(1, 24) if key not in locked])


class UnlockForm(ActionForm):
    reason = forms.CharField(label=_("Why"), max_length=500)


class RecogniseForm(ActionForm):
    partner = forms.CharField(label=_("Membership ID of the partner"), max_length=24)
