"""Finance's forms of payments."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kanaal.core import clock
from kanaal.core.forms import ActionForm, all_seen
from kanaal.rebates.rules.bankdays import next_bank_day


class PaymentFileForm(ActionForm):
    """`currency`: the cycle's; banks execute it on other days in euros than in dollars."""

    on = forms.DateField(
        label=_("Day on which the bank executes it"),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )

    def __init__(self, *args: Any, currency: str, **kwargs: Any) -> None:
        super().__init__(*args, initial={"on": next_bank_day(clock.today(), currency)}, **kwargs)


class ReturnForm(ActionForm):
    why = forms.CharField(
        label=_("What the bank says"),
        max_length=300,
        validators=[all_seen],
        help_text=_("The company reads it: account closed, for instance."),
    )
