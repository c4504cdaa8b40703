"""Finance's forms of payments."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kanaal.core import clock
from kanaal.core.forms import ActionForm

SATURDAY = 5


def next_working_day(day: dt.date) -> dt.date:
    """The day after, weekends left out: banks execute on no Saturday and no Sunday."""
    day += dt.timedelta(days=1)
    return day + dt.timedelta(days=7 - day.weekday()) if day.weekday() >= SATURDAY else day


class PaymentFileForm(ActionForm):
    on = forms.DateField(
        label=_("Day on which the bank executes it"),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, initial={"on": next_working_day(clock.today())}, **kwargs)


class ReturnForm(ActionForm):
    why = forms.CharField(
        label=_("What the bank says"),
        max_length=300,
        help_text=_("The company reads it: account closed, for instance."),
    )
